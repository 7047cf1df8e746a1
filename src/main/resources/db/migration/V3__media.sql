-- ── what people send beside words ──────────────────────────────────────────────────────────────────────────
create table media_object (
  id                   uuid primary key,
  message_id           uuid not null,
  patient_id           uuid,
  gateway              text not null,
  instance             text not null,
  provider_message_id  text not null,
  sender               text,
  source               text not null check (source in ('INLINE', 'MESSAGE', 'URL', 'PATH', 'ID')),
  locator              text,
  kind                 text not null,
  declared_type        text,
  declared_size        bigint,
  object_key           text,
  media_type           text,
  size                 bigint,
  sha256               text,
  state                text not null check (state in ('WANTED', 'STORED', 'FAILED', 'REFUSED')),
  reason               text,
  attempts             int not null default 0,
  next_attempt_at      timestamptz not null,
  correlation_id       text not null,
  created_at           timestamptz not null,
  stored_at            timestamptz
);
comment on column media_object.message_id is 'row in inbound_message';
comment on column media_object.locator is 'address, path or id that the source needs; a file name that a sender chose is never kept';
comment on column media_object.media_type is 'what the bytes are, whatever was declared';
create unique index media_object_message on media_object (message_id);
create index media_object_due on media_object (next_attempt_at) where state = 'WANTED';
create index media_object_patient on media_object (patient_id, created_at);
create index media_object_odd on media_object (state, id) where state in ('FAILED', 'REFUSED');

-- ── what the webhooks may have lost ────────────────────────────────────────────────────────────────────────
create table gateway_watermark (
  gateway     text not null,
  instance    text not null,
  seen_until  timestamptz not null,
  asked_at    timestamptz,
  reason      text,
  primary key (gateway, instance)
);
comment on table gateway_watermark is 'up to when the history of a number was read';

alter table delivery_receipt add column if not exists code int;
comment on column delivery_receipt.code is 'error code of a failed receipt, as the gateway counts them';
