select o.id, o.plan_id as "planId", o.patient_id as "patientId", o.kind, o.due_at as "dueAt", o.send_until as "sendUntil", o.state, o.reason,
       d.state as delivery, d.attempts, d.sent_at as "sentAt"
from reminder_occurrence o
left join delivery d on d.id = o.id
{where}
order by o.id
limit :limit
