insert into lab_order (id, placer, partner, patient_id, doctor_id, state, priority, collect_by, note, reason_code, reason_text,
                       correlation_id, created_at, changed_at)
values (:id, :placer, :partner, :patient, :doctor, :state, :priority, :collectBy, :note, :reasonCode, :reasonText,
        :correlation, :now, :now)
