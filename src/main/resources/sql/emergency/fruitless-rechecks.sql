select count(*) from emergency_step
where emergency_id = :emergency and rung = 'RECHECK' and state = 'DONE' and outcome in ('PERSISTENT', 'NO_ANSWER')
