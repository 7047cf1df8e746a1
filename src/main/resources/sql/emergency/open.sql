-- One open emergency per patient and kind: the partial unique index decides, whichever node asks.
insert into emergency (id, patient_id, kind, severity, state, opened_at, reading_id, rung, policy, correlation_id)
values (:id, :patient, :kind, :severity, 'OPEN', :now, :reading, 'PATIENT', :policy::jsonb, :correlation)
on conflict (patient_id, kind) where state <> 'RESOLVED' do nothing
