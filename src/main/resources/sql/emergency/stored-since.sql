-- Readings that lie after the last danger, whether or not an event has told of them yet. What was entered
-- long after it was measured is no news of how the patient is.
select id, value, unit, comparator, severity, recorded_at
from glucose_reading
where patient_id = :patient and recorded_at > :since and received_at <= recorded_at + interval '15 minutes'
  and recorded_at <= :now
order by recorded_at desc
limit 10
