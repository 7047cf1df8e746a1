-- The same question is asked once; while it is open it shows the newest words of the partner.
insert into emr_review (id, kind, partner, subject_key, fingerprint, patient_id, other_id, detail, created_at)
values (:id, :kind, :partner, :subject, :fingerprint, :patient, :other, :detail::jsonb, :now)
on conflict (partner, kind, subject_key, fingerprint) do update
set detail = excluded.detail
where emr_review.state = 'OPEN' and emr_review.detail ->> 'occurredAt' < excluded.detail ->> 'occurredAt'
