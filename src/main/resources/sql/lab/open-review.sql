insert into lab_review (id, kind, state, partner, facility, message_id, patient_id, version_id, report, person, hash, detail, critical, opened_at)
values (:id, :kind, 'OPEN', :partner, :facility, :message, cast(:patient as uuid), cast(:version as uuid), cast(:report as bytea),
        cast(:person as jsonb), :hash, :detail, :critical, :now)
on conflict (hash) where state = 'OPEN' do nothing
