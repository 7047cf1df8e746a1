select id, type, time, subject, patient_id as "patientId", correlation_id as "correlationId",
       causation_id as "causationId", envelope ->> 'causedby' as "causedBy"
from event_log
{where}
order by {order}
limit :limit
