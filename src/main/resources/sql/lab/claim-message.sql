insert into lab_message (id, partner, content_type, body, sha256, idempotency_key, answer, received_at)
values (:id, :partner, :type, :body, :sha256, :key, '{}', :now)
on conflict do nothing
