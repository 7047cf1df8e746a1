-- The same value of the same patient within two minutes is the same measurement, sent twice (domain.md §1).
select id
from glucose_reading
where patient_id = :patientId and value = :value and unit = :unit and comparator is not distinct from :comparator
  and recorded_at between :recordedAt - interval '2 minutes' and :recordedAt + interval '2 minutes'
order by recorded_at
limit 1
