-- A message to a person, once per dedupe key. Without a verified contact point it has failed before it began.
insert into delivery (id, dedupe_key, person_id, patient_id, emergency_id, gateway, address, kind, urgent, template, language,
                      body, approved_body, reword, state, reason, next_attempt_at, lease_until, send_until, event_id,
                      correlation_id, created_at, buttons, media_url)
select :id, :dedupeKey, :personId, :patientId, :emergencyId,
       delivery_gateway(:personId, a.value, :defaultGateway, :gateways), a.value, :kind, :urgent, :template, :language,
       :body, :body, :reword,
       case when a.value is null then 'failed' else 'pending' end,
       case when a.value is null then 'no verified WhatsApp number' end,
       :notBefore, :leaseUntil, :sendUntil, :eventId, :correlationId, :now, :buttons::jsonb, :mediaUrl
from (select coalesce(:address::text,
                      (select value from contact_point
                       where person_id = :personId and verified_at is not null and system in ('phone', 'lid', 'bsuid')
                       order by (system = 'phone') desc, verified_at desc
                       limit 1)) as value) a
on conflict (dedupe_key) where dedupe_key <> 'reminder:' || id::text do nothing
returning state
