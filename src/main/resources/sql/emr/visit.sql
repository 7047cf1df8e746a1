insert into emr_visit (id, partner, patient_id, event, occurred_at, message_id)
values (:id, :partner, :patient, :event, :at, :message)
on conflict (partner, patient_id, event, occurred_at) do nothing
