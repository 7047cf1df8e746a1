insert into idempotency_key (scope, key, request_hash, resource_id) values (:scope, :key, :hash, :id)
on conflict do nothing
