select max((detail::jsonb ->> 'recordedAt')::timestamptz) from emergency_fact
where emergency_id = :emergency and kind = 'READING' and (detail::jsonb ->> 'danger')::boolean
