select emergency_id as "emergencyId", ordinal, rung, due_at as "dueAt", state, done_at as "doneAt",
       person_id as "personId", outcome
from emergency_step
where emergency_id = any (:emergencies::uuid[])
order by emergency_id, ordinal
