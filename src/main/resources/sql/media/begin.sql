-- Takes one object for a try; what failed before is begun anew, since only an operator's replay asks for it again.
update media_object
set state = 'WANTED', next_attempt_at = :until,
    attempts = case when state = 'FAILED' then 1 else attempts + 1 end
where id = :id and state in ('WANTED', 'FAILED')
returning id, message_id, patient_id, gateway, instance, provider_message_id, sender, source, locator, kind, declared_type,
          declared_size, attempts, created_at
