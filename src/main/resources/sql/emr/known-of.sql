-- Words and numbers that would tell who a patient is.
select p.display_name from person p where p.id = :patient
union select e.family from emr_person e where e.patient_id = :patient
union select e.given from emr_person e where e.patient_id = :patient
union select i.value from emr_identifier i where i.patient_id = :patient
union select c.value from contact_point c where c.person_id = :patient
