-- ── whom laboratories mean ─────────────────────────────────────────────────────────────────────────────────
alter table patient add column if not exists birth_date date;

create table patient_identifier (
  system        text not null,
  value         text not null,
  patient_id    uuid not null references patient (id),
  confirmed_as  text[] not null default '{}',
  created_at    timestamptz not null,
  created_by    uuid,
  primary key (system, value)
);
comment on column patient_identifier.system is 'own: numbers that we gave; else <partner>|<assigning authority>, so that one laboratory never speaks for another';
comment on column patient_identifier.confirmed_as is 'name and birth date that differ from ours and that a person confirmed to be this patient';
create index patient_identifier_patient on patient_identifier (patient_id);

-- ── what they found ────────────────────────────────────────────────────────────────────────────────────────
create table lab_report (
  id            uuid primary key,
  partner       text not null,
  facility      text not null,
  patient_id    uuid not null references patient (id),
  filler        text,
  placer        text,
  other_key     text,
  service       jsonb not null,
  status        text not null,
  collected_at  timestamptz,
  issued_at     timestamptz,
  ordered_by    text,
  notes         text[] not null default '{}',
  created_at    timestamptz not null,
  updated_at    timestamptz not null
);
comment on column lab_report.other_key is 'stands in for both order numbers when neither came: the id of the message';
create unique index lab_report_filler on lab_report (facility, filler) where filler is not null;
create unique index lab_report_placer on lab_report (facility, placer) where filler is null and placer is not null;
create unique index lab_report_other on lab_report (facility, other_key) where other_key is not null;
create index lab_report_by_placer on lab_report (facility, placer);
create index lab_report_patient on lab_report (patient_id, created_at desc);

create table lab_report_message (
  report_id    uuid not null references lab_report (id),
  message_id   text not null,
  received_at  timestamptz not null,
  primary key (report_id, message_id)
);
create index lab_report_message_time on lab_report_message (received_at);

create table lab_observation (
  id          uuid primary key,
  report_id   uuid not null references lab_report (id),
  patient_id  uuid not null references patient (id),
  loinc       text,
  local_code  text,
  sub_id      text not null,
  current_id  uuid,
  created_at  timestamptz not null
);
comment on table lab_observation is 'one test of one order; what the laboratory said of it, and when, are its versions';
create unique index lab_observation_loinc on lab_observation (report_id, loinc, sub_id) where loinc is not null;
create index lab_observation_patient on lab_observation (patient_id, created_at desc);

create table lab_observation_version (
  id               uuid primary key,
  observation_id   uuid not null references lab_observation (id),
  message_id       text not null,
  status           text not null,
  issued_at        timestamptz,
  observed_at      timestamptz,
  codes            jsonb not null,
  loinc            text,
  display          text not null,
  value            jsonb not null,
  unit             text,
  ucum             text,
  factor           numeric not null,
  reference_range  text,
  flags            text[] not null,
  notes            text[] not null,
  review           text,
  critical         text,
  hash             bytea not null,
  received_at      timestamptz not null,
  unique (observation_id, hash)
);
comment on column lab_observation_version.unit is 'as sent; ucum is the unit of the value times factor, null when it has none';
comment on column lab_observation_version.review is 'why a person must look before anybody relies on it, or null';
comment on column lab_observation_version.critical is 'which rule called it critical, or null';

create table lab_document (
  id           uuid primary key,
  report_id    uuid not null references lab_report (id),
  message_id   text not null,
  media_type   text not null,
  title        text,
  url          text,
  size         int,
  sha256       text not null,
  content      bytea,
  object_key   text,
  state        text not null check (state in ('RECEIVED', 'STORED', 'LINK')),
  received_at  timestamptz not null,
  unique (report_id, sha256)
);
comment on column lab_document.content is 'the bytes until the object store has them; committed with the report, so that no acknowledged document is lost';

-- ── what a person must look at ─────────────────────────────────────────────────────────────────────────────
create table lab_review (
  id                 uuid primary key,
  kind               text not null check (kind in ('UNMATCHED', 'CONTRADICTION', 'OTHER_PATIENT', 'NO_ORDER_NUMBER', 'UNIT', 'VERSION')),
  state              text not null check (state in ('OPEN', 'DONE')),
  partner            text not null,
  facility           text not null,
  message_id         text not null,
  patient_id         uuid,
  version_id         uuid references lab_observation_version (id),
  report             bytea,
  person             jsonb,
  hash               bytea not null,
  detail             text not null,
  critical           boolean not null,
  opened_at          timestamptz not null,
  closed_at          timestamptz,
  closed_by          uuid,
  note               text
);
comment on column lab_review.report is 'the whole report, waiting for the person it belongs to; null once it was placed';
create unique index lab_review_once on lab_review (hash) where state = 'OPEN';
create index lab_review_open on lab_review (opened_at, id) where state = 'OPEN';
create index lab_review_time on lab_review (opened_at);

create table lab_unmapped (
  partner     text not null,
  system      text not null,
  code        text not null,
  display     text,
  unit        text not null,
  seen        bigint not null,
  first_seen  timestamptz not null,
  last_seen   timestamptz not null,
  primary key (partner, system, code, unit)
);

-- ── critical values ────────────────────────────────────────────────────────────────────────────────────────
create table lab_critical (
  id              uuid primary key,
  observation_id  uuid not null references lab_observation (id),
  version_id      uuid not null references lab_observation_version (id),
  report_id       uuid not null references lab_report (id),
  patient_id      uuid not null references patient (id),
  partner         text not null,
  analyte         text not null,
  rule            text not null,
  state           text not null check (state in ('OPEN', 'SIGNED', 'WITHDRAWN')),
  emergency_id    uuid,
  opened_at       timestamptz not null,
  sign_by         timestamptz not null,
  signed_at       timestamptz,
  signed_by       uuid,
  note            text,
  corrected_at    timestamptz,
  correlation_id  text not null
);
comment on column lab_critical.corrected_at is 'when the laboratory changed or took back what was called critical';
create unique index lab_critical_open on lab_critical (observation_id) where state = 'OPEN';
create index lab_critical_patient on lab_critical (patient_id, opened_at desc);
create index lab_critical_time on lab_critical (opened_at);

-- ── reports that came by REST ──────────────────────────────────────────────────────────────────────────────
create table lab_message (
  id               uuid primary key,
  partner          text not null,
  content_type     text not null,
  body             bytea not null,
  sha256           bytea not null,
  idempotency_key  text,
  answer           json not null,
  received_at      timestamptz not null
);
create unique index lab_message_body on lab_message (partner, sha256) where idempotency_key is null;
create unique index lab_message_key on lab_message (partner, idempotency_key) where idempotency_key is not null;
create index lab_message_time on lab_message (received_at);

-- A critical laboratory value climbs the ladder of emergencies.
alter table emergency drop constraint emergency_kind_check;
alter table emergency add constraint emergency_kind_check check (kind in ('LOW', 'HIGH', 'UNCLEAR', 'RED_FLAG', 'LAB_CRITICAL'));
alter table emergency_fact drop constraint emergency_fact_kind_check;
alter table emergency_fact add constraint emergency_fact_kind_check
  check (kind in ('READING', 'RED_FLAG', 'SELF_REPORT', 'ACKNOWLEDGEMENT', 'NOTE', 'LAB_CRITICAL'));
