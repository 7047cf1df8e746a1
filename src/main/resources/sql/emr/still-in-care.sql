select exists (select 1 from emergency where patient_id = :patient and state <> 'RESOLVED')
    or exists (select 1 from reminder_plan where patient_id = :patient and state <> 'ENDED')
