insert into emergency_step (id, emergency_id, ordinal, rung, due_at, state, done_at, person_id, outcome)
select :id, :emergency, coalesce(max(ordinal), 0) + 1, :rung, :due, :state, :done, :person, :outcome
from emergency_step where emergency_id = :emergency
