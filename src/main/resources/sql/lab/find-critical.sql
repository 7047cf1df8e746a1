select c.*, p.display_name, v.display, v.value, v.status
from lab_critical c
join lab_observation_version v on v.id = c.version_id
join person p on p.id = c.patient_id
where c.id = :id
  and exists (select 1 from care_link l where l.patient_id = c.patient_id and l.person_id = :doctor and l.relation = 'DOCTOR')
for update of c
