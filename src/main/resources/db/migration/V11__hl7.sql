-- HL7 v2 messages as they came, what was answered, and what became of them.

create table hl7_message (
  id                  uuid primary key,
  seq                 bigint generated always as identity,
  received_at         timestamptz not null,
  partner             text not null,
  kind                text not null check (kind in ('lab', 'emr', 'unknown')),
  application         text not null,
  facility            text not null,
  control_id          text not null,
  type                text not null,
  version             text,
  accepted            boolean not null,
  state               text not null check (state in ('received', 'done', 'failed', 'quarantined', 'conflict')),
  ack_code            text not null check (ack_code in ('AA', 'AE', 'AR', 'NONE')),
  reason              text,
  flags               text[] not null,
  order_keys          text[] not null,
  body_hash           bytea not null,
  raw                 bytea not null,
  charset             text not null,
  origin              text,
  processed_at        timestamptz,
  application_ack     bytea
) with (fillfactor = 90);
comment on table hl7_message is 'every HL7 v2 message, exactly as sent; refused ones too';
comment on column hl7_message.seq is 'order of arrival';
comment on column hl7_message.partner is 'name of the partner pack, empty when nobody of that name sends to us';
comment on column hl7_message.control_id is 'MSH-10; without one sha256: and the hash of the content';
comment on column hl7_message.accepted is 'false when it was refused, or came under the control id of another message';
comment on column hl7_message.state is 'received: waits for its turn; quarantined: refused; conflict: a person must say whether it counts';
comment on column hl7_message.flags is 'charset: MSH-18 does not fit the bytes; batch: one of several in a frame; after-failed: an earlier message of the person failed';
comment on column hl7_message.order_keys is 'whom it is about; handled after every earlier message that shares a key';
comment on column hl7_message.body_hash is 'SHA-256 of MSH-9 and all that stands behind MSH';
comment on column hl7_message.application_ack is 'enhanced mode: the answer of the application, due to be sent by MSH-16';
-- A resend is the same control id with the same content; other content under the same id is a conflict, kept beside it.
create unique index hl7_message_once on hl7_message (control_id, facility, partner) where accepted;
create unique index hl7_message_refused_once on hl7_message (body_hash, control_id, facility, partner) where not accepted;
create index hl7_message_failed on hl7_message using gin (order_keys) where state = 'failed';
create index hl7_message_troubled on hl7_message (seq) where state in ('failed', 'quarantined', 'conflict');

-- Messages that wait for their turn, once for each key.
create table hl7_turn (
  key         text not null,
  seq         bigint not null,
  message_id  uuid not null,
  lead        boolean not null,
  attempts    int not null default 0,
  due_at      timestamptz not null,
  primary key (key, seq)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);
comment on column hl7_turn.lead is 'true in one row of each message';
create index hl7_turn_seq on hl7_turn (seq);
