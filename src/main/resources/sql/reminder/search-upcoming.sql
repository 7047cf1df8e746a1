select n.plan_id as id, n.plan_id as "planId", n.patient_id as "patientId", n.kind, n.due_at as "dueAt"
from reminder_next n
{where}
order by n.due_at, n.plan_id
limit :limit
