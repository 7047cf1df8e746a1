-- The emergency itself is locked, not its step: acknowledgement, reading and clock then take turns.
select e.id
from emergency_step s join emergency e on e.id = s.emergency_id
where s.state = 'WAITING' and s.due_at <= :now and e.id <> all (:except)
order by s.due_at
limit 1
for update of e skip locked
