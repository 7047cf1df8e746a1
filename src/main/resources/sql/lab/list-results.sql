-- Of the patient and of records that were merged into theirs.
select o.report_id, v.*
from lab_observation o join lab_observation_version v on v.id = o.current_id
where o.patient_id in (select cast(:patient as uuid) union select m.retired_id from patient_merge m where patient_survivor(m.retired_id) = :patient)
  and (cast(:loinc as text) is null or v.loinc = :loinc)
order by coalesce(v.observed_at, v.issued_at, v.received_at) desc, o.id desc
limit :limit offset :offset
