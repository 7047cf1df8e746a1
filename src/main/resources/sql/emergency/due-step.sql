select * from emergency_step
where emergency_id = :emergency and state = 'WAITING' and due_at <= :now
order by due_at, ordinal
limit 1
