select count(*)
from lab_observation o join lab_observation_version v on v.id = o.current_id
where o.patient_id in (select cast(:patient as uuid) union select m.retired_id from patient_merge m where patient_survivor(m.retired_id) = :patient)
  and (cast(:loinc as text) is null or v.loinc = :loinc)
