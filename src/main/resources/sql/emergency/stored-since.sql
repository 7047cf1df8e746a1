-- Readings measured and received after the last danger, whether or not an event has told of them yet. What was
-- entered long after it was measured, or carries a time in the future, is no news of how the patient is.
select id, value, unit, comparator, severity, recorded_at
from glucose_reading
where patient_id = :patient and recorded_at > :since and recorded_at <= :now and not 'backdated' = any (flags)
  and received_at > coalesce((select max(r.received_at)
                              from emergency_fact f join glucose_reading r on r.id = f.reading_id
                              where f.emergency_id = :emergency and f.kind = 'READING'
                                and (f.detail::jsonb ->> 'danger')::boolean
                                and not (f.detail::jsonb ->> 'backdated')::boolean), '-infinity')
order by recorded_at desc
limit 1
