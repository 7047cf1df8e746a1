-- Electronic medical records of partners: who a patient is there, what a partner tells about them, and what goes back.

create table emr_identifier (
  partner            text not null,
  assigner           text not null,
  value              text not null,
  type               text,
  patient_id         uuid references patient (id),
  survivor_assigner  text,
  survivor_value     text,
  merged_at          timestamptz,
  merged_by          text,
  created_at         timestamptz not null default now(),
  primary key (partner, assigner, value),
  check ((survivor_value is null) = (survivor_assigner is null) and (survivor_value is null) = (merged_at is null))
);
comment on column emr_identifier.assigner is 'CX.4 namespace or FHIR system; empty when the partner gave none';
comment on column emr_identifier.patient_id is 'whose it is, by its own right; a retired identifier keeps it';
comment on column emr_identifier.survivor_value is 'the identifier that ADT^A40 retired this one into, as named there; chains are followed when read';
comment on column emr_identifier.merged_by is 'the partner''s id of that message';
create index emr_identifier_patient on emr_identifier (patient_id, partner) where patient_id is not null;
create index emr_identifier_survivor on emr_identifier (partner, survivor_assigner, survivor_value) where survivor_value is not null;

create table emr_person (
  patient_id   uuid not null references patient (id),
  partner      text not null,
  family       text,
  given        text,
  birth_date   date,
  sex          text,
  phone        text,
  occurred_at  timestamptz not null,
  message_id   text not null,
  primary key (patient_id, partner)
);
comment on table emr_person is 'what a partner says about a patient; what patients themselves told the hub (person, contact_point) is never overwritten by it';
comment on column emr_person.phone is 'digits of E.164; never written to, that takes the patient''s own proof';

create table emr_visit (
  id           uuid primary key,
  partner      text not null,
  patient_id   uuid not null references patient (id),
  event        text not null check (event in ('ADMITTED', 'DISCHARGED')),
  occurred_at  timestamptz not null,
  message_id   text not null,
  unique (partner, patient_id, event, occurred_at)
);
create index emr_visit_patient on emr_visit (patient_id, occurred_at);

create table emr_review (
  id           uuid primary key,
  kind         text not null check (kind in ('MERGE', 'PHONE', 'UNMATCHED')),
  partner      text not null,
  subject_key  text not null,
  fingerprint  text not null,
  patient_id   uuid references patient (id),
  other_id     uuid references patient (id),
  detail       jsonb not null,
  state        text not null default 'OPEN' check (state in ('OPEN', 'APPROVED', 'REJECTED', 'SUPERSEDED')),
  note         text,
  created_at   timestamptz not null,
  decided_at   timestamptz,
  decided_by   uuid,
  unique (partner, kind, subject_key, fingerprint)
);
comment on table emr_review is 'what a person has to decide; a message that says the same again asks no second time';
comment on column emr_review.patient_id is 'MERGE: who survives; PHONE: whose phone; UNMATCHED: null until somebody says who it is';
comment on column emr_review.other_id is 'MERGE: who is retired';
create index emr_review_open on emr_review (kind, id) where state = 'OPEN';

create table patient_merge (
  retired_id   uuid primary key references patient (id),
  survivor_id  uuid not null references patient (id),
  merged_at    timestamptz not null,
  merged_by    text not null,
  check (retired_id <> survivor_id)
);
comment on table patient_merge is 'two records of one human being; chains are followed when read';
create index patient_merge_survivor on patient_merge (survivor_id);

create table emr_delivery (
  id               uuid primary key,
  partner          text not null,
  kind             text not null check (kind in ('READING', 'REPORT', 'ADHERENCE', 'COMMUNICATION')),
  source_id        text not null,
  dedupe_key       text not null,
  patient_id       uuid not null,
  state            text not null check (state in ('pending', 'sending', 'sent', 'needs-person', 'failed', 'discarded', 'superseded')),
  attempts         int not null default 0,
  next_attempt_at  timestamptz not null,
  lease_until      timestamptz,
  status           int,
  reason           text,
  event_id         uuid,
  correlation_id   text not null,
  created_at       timestamptz not null,
  sent_at          timestamptz,
  unique (partner, dedupe_key)
);
comment on column emr_delivery.source_id is 'READING, REPORT, COMMUNICATION: id of the row; ADHERENCE: <patient>:<Monday>';
comment on column emr_delivery.dedupe_key is 'source and version: the same thing is written once';
comment on column emr_delivery.lease_until is 'until then the bus or a sender has it';
comment on column emr_delivery.reason is 'for operators: what the partner said, without personal data';
create index emr_delivery_due on emr_delivery (next_attempt_at) where state in ('pending', 'sending');
create index emr_delivery_odd on emr_delivery (state, id) where state in ('needs-person', 'failed');
create index emr_delivery_source on emr_delivery (partner, kind, source_id);
create index emr_delivery_patient on emr_delivery (patient_id, created_at);

-- Who a patient is today; the same id when never merged.
create function patient_survivor(patient uuid) returns uuid
  language sql stable parallel safe as $$
  with recursive chain (id, step) as (
    select patient, 0
    union all
    select m.survivor_id, c.step + 1 from chain c join patient_merge m on m.retired_id = c.id where c.step < 1000
  )
  select id from chain order by step desc limit 1
$$;
