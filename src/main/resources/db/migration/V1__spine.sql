-- The memory of the hub. One rule for every table: ids are UUIDv7 made by the hub, times are timestamptz,
-- and a row that leaves the hub (event, delivery, step) is claimed with SKIP LOCKED, never by a flag in a process.

-- ── people ────────────────────────────────────────────────────────────────────────────────────────────────
create table person (
  id            uuid primary key,
  display_name  text        not null,
  language      text        not null default 'en' check (language in ('en', 'hi', 'id')),
  zone          text        not null default 'Asia/Kolkata',
  created_at    timestamptz not null default now()
);

create table patient (
  id                uuid primary key references person (id),
  meter_unit        text check (meter_unit in ('mg/dL', 'mmol/L')),
  glucose_only      boolean not null default false,
  ai_rewording      boolean not null default false,
  emergency_number  text    not null default '112'
);
comment on column patient.meter_unit is 'unit of the meter, confirmed by the patient; null = ask';
comment on column patient.glucose_only is 'takes acarbose or voglibose: sugar and juice do not work, only glucose does';
comment on column patient.ai_rewording is 'consent to the rewording of approved texts by a language model';

create table contact_point (
  id           uuid primary key,
  person_id    uuid not null references person (id),
  system       text not null check (system in ('phone', 'lid', 'bsuid')),
  value        text not null,
  code         text,
  verified_at  timestamptz,
  created_at   timestamptz not null default now()
);
comment on column contact_point.value is 'phone: digits of E.164 without +; lid, bsuid: as the gateway gives it';
comment on column contact_point.code is 'what the person must send from that number to prove it is theirs';
create unique index contact_point_person on contact_point (person_id, system, value);
create index contact_point_value on contact_point (system, value) where verified_at is not null;
create index contact_point_claimed on contact_point (system, value) where verified_at is null;

create table care_link (
  patient_id  uuid not null references patient (id),
  person_id   uuid not null references person (id),
  relation    text not null check (relation in ('CAREGIVER', 'DOCTOR', 'VOLUNTEER')),
  rank        int  not null default 1,
  created_at  timestamptz not null default now(),
  primary key (patient_id, person_id, relation)
);
comment on column care_link.rank is 'order in which the escalation ladder asks, 1 first';
create index care_link_person on care_link (person_id);

-- ── access ────────────────────────────────────────────────────────────────────────────────────────────────
create table app_user (
  id             uuid primary key,
  person_id      uuid not null references person (id),
  username       text not null,
  password_hash  text not null,
  roles          text[] not null check (roles <@ array['PATIENT','CAREGIVER','DOCTOR','VOLUNTEER','OPERATOR','ADMIN','PARTNER']),
  disabled       boolean not null default false,
  created_at     timestamptz not null default now()
);
create unique index app_user_username on app_user (lower(username));

create table login_session (
  id          uuid primary key,
  user_id     uuid not null references app_user (id),
  created_at  timestamptz not null default now(),
  expires_at  timestamptz not null,
  revoked_at  timestamptz,
  reason      text
);
create index login_session_user on login_session (user_id);

create table refresh_token (
  hash        bytea primary key,
  session_id  uuid not null references login_session (id) on delete cascade,
  expires_at  timestamptz not null,
  used_at     timestamptz
);
comment on table refresh_token is 'SHA-256 of each token; a token used twice revokes its session (RFC 9700 §4.14.2)';

create table rate_limit_bucket (
  id          text primary key,
  state       bytea,
  expires_at  bigint
);

create table audit_entry (
  id             bigint generated always as identity primary key,
  at             timestamptz not null default now(),
  actor_id       uuid,
  actor          text not null,
  action         text not null,
  patient_id     uuid,
  resource_type  text not null,
  resource_id    text,
  request_id     text,
  detail         jsonb
);
create index audit_entry_patient on audit_entry (patient_id, at);

-- ── events ────────────────────────────────────────────────────────────────────────────────────────────────
create table event_log (
  id              uuid primary key,
  type            text not null,
  subject         text,
  patient_id      uuid,
  correlation_id  text not null,
  causation_id    uuid,
  time            timestamptz not null,
  envelope        jsonb not null
);
comment on table event_log is 'every event ever published, as the CloudEvent that went out; operators look things up here';
create index event_log_patient on event_log (patient_id, time);
create index event_log_correlation on event_log (correlation_id);
create index event_log_subject on event_log (subject);
create index event_log_type on event_log (type, time);

create table outbox (
  seq          bigint generated always as identity primary key,
  event_id     uuid not null,
  routing_key  text not null,
  urgent       boolean not null default false,
  handed_over  timestamptz,
  created_at   timestamptz not null default now()
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);
comment on column outbox.handed_over is 'urgent event given to its agents in process while the broker was away; still to be published';
create index outbox_urgent on outbox (seq) where urgent;

create table inbox (
  consumer    text not null,
  event_id    uuid not null,
  claimed_at  timestamptz not null default now(),
  primary key (consumer, event_id)
);
create index inbox_age on inbox using brin (claimed_at);

create table idempotency_key (
  scope         text not null,
  key           text not null,
  request_hash  bytea not null,
  resource_id   uuid not null,
  created_at    timestamptz not null default now(),
  primary key (scope, key)
);
comment on column idempotency_key.scope is '<operation>:<person id>';

create table dead_letter (
  id             uuid primary key,
  source         text not null,
  event_id       uuid,
  type           text,
  subject        text,
  correlation_id text,
  body           bytea not null,
  headers        jsonb not null default '{}',
  cause          text not null,
  cause_message  text,
  stack_head     text,
  attempts       int not null,
  state          text not null default 'NEW' check (state in ('NEW', 'REPLAYED', 'DISCARDED')),
  created_at     timestamptz not null default now(),
  handled_at     timestamptz,
  handled_by     text,
  handled_note   text
);
comment on column dead_letter.source is 'queue or endpoint that the message failed in';
create index dead_letter_state on dead_letter (state, created_at);
create index dead_letter_event on dead_letter (event_id);
create index dead_letter_correlation on dead_letter (correlation_id);
-- A storm of the same poison is one row that counts: by event id, or by its bytes when it is no event.
create unique index dead_letter_once on dead_letter (source, coalesce(event_id::text, md5(body))) where state = 'NEW';

create table dead_letter_handling (
  id      uuid primary key,
  at      timestamptz not null default now(),
  action  text not null check (action in ('replay', 'discard')),
  actor   text not null,
  answer  jsonb not null
);
comment on table dead_letter_handling is 'what an operator did to many letters at once; a repeated request gets this answer again';

-- ── glucose ───────────────────────────────────────────────────────────────────────────────────────────────
create table glucose_reading (
  id              uuid not null,
  patient_id      uuid not null,
  value           numeric(7, 2) not null,
  unit            text not null check (unit in ('mg/dL', 'mmol/L', 'unclear')),
  comparator      text check (comparator in ('<', '>')),
  state           text,
  severity        text not null,
  emergency       boolean not null,
  flags           text[] not null default '{}',
  recorded_at     timestamptz not null,
  received_at     timestamptz not null default now(),
  source          text not null,
  note            text,
  raw_text        text,
  recorded_by     uuid,
  message_id      uuid,
  correlation_id  text not null,
  primary key (id, recorded_at)
);
comment on column glucose_reading.comparator is 'meter words: LO = < 20 mg/dL, HI = > 600 mg/dL';
create index glucose_reading_patient on glucose_reading (patient_id, recorded_at desc);

-- TimescaleDB where the server has it; plain PostgreSQL otherwise.
do $$
begin
  if exists (select 1 from pg_available_extensions where name = 'timescaledb')
     and current_setting('shared_preload_libraries') like '%timescaledb%' then
    create extension if not exists timescaledb;
    perform create_hypertable('glucose_reading', 'recorded_at');
  end if;
end $$;

-- ── emergencies ───────────────────────────────────────────────────────────────────────────────────────────
create table emergency (
  id               uuid primary key,
  patient_id       uuid not null references patient (id),
  kind             text not null check (kind in ('LOW', 'HIGH', 'UNCLEAR', 'RED_FLAG')),
  severity         text not null,
  state            text not null check (state in ('OPEN', 'ACKNOWLEDGED', 'HANDED_OVER', 'RESOLVED')),
  opened_at        timestamptz not null,
  reading_id       uuid,
  rung             text not null,
  policy           jsonb not null,
  acknowledged_at  timestamptz,
  acknowledged_by  uuid,
  resolved_at      timestamptz,
  resolution       text,
  correlation_id   text not null
);
comment on column emergency.state is 'OPEN: the ladder runs; ACKNOWLEDGED: a person took it, outcome awaited; HANDED_OVER: in the operations queue; RESOLVED: over';
comment on column emergency.policy is 'the times that this ladder runs on, fixed when it opened';
create unique index emergency_open on emergency (patient_id, kind) where state <> 'RESOLVED';
create index emergency_state on emergency (state, opened_at);

create table emergency_step (
  id            uuid primary key,
  emergency_id  uuid not null references emergency (id),
  ordinal       int not null,
  rung          text not null check (rung in ('PATIENT', 'RECHECK', 'CAREGIVER', 'DOCTOR', 'SECOND_DOCTOR', 'OPERATIONS', 'OUTCOME')),
  due_at        timestamptz not null,
  state         text not null check (state in ('WAITING', 'DONE', 'CANCELLED')),
  done_at       timestamptz,
  person_id     uuid,
  outcome       text,
  unique (emergency_id, ordinal)
);
create index emergency_step_due on emergency_step (due_at) where state = 'WAITING';

create table emergency_fact (
  id            uuid primary key,
  emergency_id  uuid not null references emergency (id),
  at            timestamptz not null,
  kind          text not null check (kind in ('READING', 'RED_FLAG', 'SELF_REPORT', 'ACKNOWLEDGEMENT', 'NOTE')),
  reading_id    uuid,
  person_id     uuid,
  detail        text
);
create index emergency_fact_emergency on emergency_fact (emergency_id, at);

-- ── messages in and out ───────────────────────────────────────────────────────────────────────────────────
create table inbound_message (
  id                   uuid primary key,
  gateway              text not null,
  instance             text not null,
  provider_message_id  text not null,
  event                text not null,
  state                text not null check (state in ('RECEIVED', 'HANDLED', 'DEFERRED', 'IGNORED', 'UNRESOLVED', 'UNUSABLE')),
  reason               text,
  person_id            uuid,
  sender               text,
  text                 text,
  raw                  bytea not null,
  sent_at              timestamptz,
  received_at          timestamptz not null default now(),
  answer_after         timestamptz,
  correlation_id       text not null
);
create unique index inbound_message_once on inbound_message (gateway, instance, event, provider_message_id);
create index inbound_message_person on inbound_message (person_id, received_at);
create index inbound_message_odd on inbound_message (state, id) where state in ('UNRESOLVED', 'UNUSABLE');
create index inbound_message_correlation on inbound_message (correlation_id);
create index inbound_message_stranger on inbound_message (sender, received_at) where person_id is null;
create index inbound_message_deferred on inbound_message (answer_after) where state = 'DEFERRED';

create table delivery (
  id                   uuid primary key,
  dedupe_key           text not null unique,
  person_id            uuid references person (id),
  patient_id           uuid,
  emergency_id         uuid,
  channel              text not null default 'whatsapp',
  gateway              text not null,
  address              text,
  kind                 text not null check (kind in ('EMERGENCY', 'ALERT', 'FOLLOW_UP', 'REPLY', 'REMINDER', 'NOTICE')),
  urgent               boolean not null,
  template             text not null,
  language             text not null,
  body                 text not null,
  reword               text not null default 'NO' check (reword in ('NO', 'WANTED', 'ACCEPTED', 'REFUSED', 'UNAVAILABLE')),
  approved_body        text not null,
  state                text not null check (state in ('pending', 'sending', 'sent', 'delivered', 'read', 'failed', 'expired', 'suppressed')),
  reason               text,
  ambiguous            boolean not null default false,
  attempts             int not null default 0,
  next_attempt_at      timestamptz not null,
  lease_until          timestamptz,
  send_until           timestamptz,
  provider_message_id  text,
  event_id             uuid,
  correlation_id       text not null,
  created_at           timestamptz not null default now(),
  sent_at              timestamptz,
  delivered_at         timestamptz,
  read_at              timestamptz
);
comment on column delivery.person_id is 'null: a sender that nobody knows, who still gets an answer';
comment on column delivery.approved_body is 'the static text that was approved; body is what goes out, reworded or not';
comment on column delivery.lease_until is 'until then somebody has it: the bus, the rewording or a sender';
create index delivery_due on delivery (urgent desc, next_attempt_at) where state in ('pending', 'sending');
create index delivery_provider on delivery (gateway, provider_message_id) where provider_message_id is not null;
create index delivery_patient on delivery (patient_id, created_at);
create index delivery_correlation on delivery (correlation_id);
create index delivery_person on delivery (person_id, created_at);
create index delivery_failed on delivery (id) where state in ('failed', 'expired');
create index delivery_ambiguous on delivery (id) where ambiguous;

create table delivery_attempt (
  delivery_id  uuid not null references delivery (id) on delete cascade,
  attempt      int not null,
  at           timestamptz not null default now(),
  outcome      text not null,
  status       int,
  detail       text,
  took_ms      int,
  primary key (delivery_id, attempt)
);

create table delivery_receipt (
  gateway              text not null,
  provider_message_id  text not null,
  state                text not null,
  at                   timestamptz not null,
  primary key (gateway, provider_message_id, state)
);
comment on table delivery_receipt is 'receipts as they came; one may arrive before the answer to the send that it belongs to';

create table breaker_state (
  partner     text not null,
  node        text not null,
  state       text not null,
  changed_at  timestamptz not null,
  primary key (partner, node)
);
