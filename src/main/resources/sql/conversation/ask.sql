insert into conversation (whose, kind, payload, asked_at, expires_at)
values (:whose, :kind, :payload::jsonb, :now, :expires)
on conflict (whose) do update
set kind = excluded.kind, payload = excluded.payload, asked_at = excluded.asked_at, expires_at = excluded.expires_at
