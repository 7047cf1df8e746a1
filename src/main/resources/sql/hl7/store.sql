-- Messages with their turns and events, any number in one statement and one round trip. Those whose control id, or whose
-- content if they are refused, was stored before are left out; the ids of the others come back.
with given as (
  select * from unnest(:ids::uuid[], :receivedAt::timestamptz[], :partners::text[], :kinds::text[], :applications::text[],
                       :facilities::text[], :controlIds::text[], :types::text[], :versions::text[], :accepted::bool[],
                       :states::text[], :ackCodes::text[], :reasons::text[], :flags::text[], :orderKeys::text[], :hashes::bytea[],
                       :raws::bytea[], :charsets::text[], :origins::text[], :eventIds::uuid[], :eventTypes::text[],
                       :envelopes::text[]) with ordinality
    as g (id, received_at, partner, kind, application, facility, control_id, type, version, accepted, state, ack_code, reason,
          flags, order_keys, body_hash, raw, charset, origin, event_id, event_type, envelope, place)
), stored as (
  insert into hl7_message (id, received_at, partner, kind, application, facility, control_id, type, version, accepted, state,
                           ack_code, reason, flags, order_keys, body_hash, raw, charset, origin)
  select id, received_at, partner, kind, application, facility, control_id, type, version, accepted, state,
         ack_code, reason, flags::text[], order_keys::text[], body_hash, raw, charset, origin
  from given
  order by place
  on conflict do nothing
  returning id, seq, received_at, state, order_keys
), turn as (
  insert into hl7_turn (key, seq, message_id, lead, due_at)
  select k.key, s.seq, s.id, k.place = 1, s.received_at
  from stored s, unnest(s.order_keys) with ordinality as k (key, place)
  where s.state = 'received'
), logged as (
  insert into event_log (id, type, subject, patient_id, correlation_id, causation_id, time, envelope)
  select g.event_id, g.event_type, g.id::text, null, g.id::text, null, g.received_at, g.envelope::jsonb
  from given g join stored s on s.id = g.id
  order by g.place
), queued as (
  insert into outbox (event_id, routing_key, urgent)
  select g.event_id, g.event_type, false from given g join stored s on s.id = g.id order by g.place
)
select id from stored
