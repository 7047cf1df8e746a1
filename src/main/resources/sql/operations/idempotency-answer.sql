select k.request_hash, h.answer::text
from idempotency_key k
left join dead_letter_handling h on h.id = k.resource_id
where k.scope = :scope and k.key = :key
