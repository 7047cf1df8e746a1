delete from idempotency_key where ctid >= :from::tid and ctid < :to::tid and created_at < :before
