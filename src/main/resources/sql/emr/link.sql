-- An identifier that already is somebody's stays theirs.
insert into emr_identifier (partner, assigner, value, type, patient_id)
values (:partner, :assigner, :value, :type, :patient)
on conflict (partner, assigner, value) do update
set patient_id = excluded.patient_id, type = coalesce(emr_identifier.type, excluded.type)
where emr_identifier.patient_id is null
