insert into outbox (event_id, routing_key, urgent)
select * from unnest(:ids::uuid[], :keys::text[], :urgent::bool[])
