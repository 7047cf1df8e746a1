insert into contact_point (id, person_id, system, value, code, code_made_at, code_expires_at)
values (:id, :person, 'phone', :digits, :code, :now, :expires)
on conflict (person_id, system, value) do update
set code = excluded.code, code_made_at = excluded.code_made_at, code_expires_at = excluded.code_expires_at, code_attempts = 0
where contact_point.verified_at is null and coalesce(contact_point.code_made_at <= :resendBefore, true)
