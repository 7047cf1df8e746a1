-- One statement for any number of events: the log that operators search and the outbox that the relay empties.
with event as (
  select * from unnest(:ids::uuid[], :types::text[], :keys::text[], :subjects::text[], :patients::uuid[],
                       :correlations::text[], :causations::uuid[], :times::timestamptz[], :envelopes::jsonb[], :urgent::bool[])
    as e (id, type, routing_key, subject, patient_id, correlation_id, causation_id, time, envelope, urgent)
), logged as (
  insert into event_log (id, type, subject, patient_id, correlation_id, causation_id, time, envelope)
  select id, type, subject, patient_id, correlation_id, causation_id, time, envelope from event
)
insert into outbox (event_id, routing_key, urgent) select id, routing_key, urgent from event
