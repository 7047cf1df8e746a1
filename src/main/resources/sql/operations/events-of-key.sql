-- Materialized: four index look-ups beat walking the newest events in the hope of a match.
with hit as materialized (
  select id, type, time, subject, patient_id, correlation_id, causation_id, envelope ->> 'causedby' as caused_by
  from event_log
  where id = :id::uuid or patient_id = :id::uuid or subject = :key or correlation_id = :key
)
select id, type, time, subject, patient_id as "patientId", correlation_id as "correlationId",
       causation_id as "causationId", caused_by as "causedBy"
from hit
{where}
order by time desc, id desc
limit :limit
