-- Orders to laboratories: what was ordered (lab_order), what was said about it (lab_order_history), how it was handed over
-- (lab_order_delivery and its tries), and every acknowledgement that came when nobody waited for it (lab_order_ack).
alter table patient add column if not exists birth_date date;

create sequence lab_order_number start with 100001;

create table lab_order (
  id                uuid primary key,
  placer            text not null unique,
  partner           text not null,
  patient_id        uuid not null references patient (id),
  doctor_id         uuid not null references person (id),
  state             text not null check (state in ('DRAFT', 'REQUESTED', 'FAILED', 'ACCEPTED', 'COLLECTED', 'CANCEL_REQUESTED',
                                                   'COULD_NOT_CANCEL', 'PARTIALLY_RESULTED', 'RESULTED', 'CANCELLED', 'REJECTED')),
  held              boolean not null default false,
  priority          text not null check (priority in ('ROUTINE', 'URGENT', 'ASAP', 'STAT')),
  collect_by        timestamptz,
  note              text,
  reason_code       text,
  reason_text       text,
  filler            text,
  attention         text,
  collected_at      timestamptz,
  correlation_id    text not null,
  created_at        timestamptz not null,
  changed_at        timestamptz not null
);
comment on column lab_order.placer is 'our number (HL7 ORC-2, FHIR identifier of type PLAC), at most 15 characters, never used twice';
comment on column lab_order.held is 'the laboratory put it on hold (ORC-1 OH, HR); FHIR on-hold';
comment on column lab_order.reason_code is 'ICD-10, for DG1 and reasonCode';
comment on column lab_order.attention is 'why a person must look at it, or null; holds nothing of the patient';
comment on column lab_order.collected_at is 'when the laboratory told us of the specimen';
create index lab_order_patient on lab_order (patient_id, created_at desc);
create index lab_order_attention on lab_order (id) where attention is not null;

create table lab_order_test (
  order_id  uuid not null references lab_order (id),
  line      smallint not null,
  placer    text not null unique,
  loinc     text not null,
  display   text,
  filler    text,
  outcome   text check (outcome in ('RESULTED', 'CANCELLED', 'REFUSED')),
  primary key (order_id, line)
);
comment on column lab_order_test.placer is 'the order''s number, followed by -<line> when there are several tests: each ORC and OBR needs its own';

create table lab_order_history (
  order_id    uuid not null references lab_order (id),
  number      int not null,
  at          timestamptz not null,
  signal      text not null,
  verdict     text not null check (verdict in ('MOVED', 'NOTED', 'CONTRADICTS')),
  from_state  text not null,
  to_state    text not null,
  source      text not null,
  detail      text,
  primary key (order_id, number)
);
comment on column lab_order_history.verdict is 'NOTED: true, but changes nothing; CONTRADICTS: cannot be after what we know, a person must look';
comment on column lab_order_history.source is 'api, clock, or partner and kind of message';

create table lab_order_delivery (
  id               uuid primary key,
  order_id         uuid not null references lab_order (id),
  kind             text not null check (kind in ('ORDER', 'CANCEL')),
  partner          text not null,
  control_id       text not null unique,
  state            text not null check (state in ('pending', 'sending', 'committed', 'sent', 'failed', 'needs-person', 'withdrawn')),
  attempts         int not null default 0,
  uncounted        int not null default 0,
  uncertain        boolean not null default false,
  next_attempt_at  timestamptz not null,
  lease_until      timestamptz,
  answer_code      text,
  reason           text,
  correlation_id   text not null,
  created_at       timestamptz not null,
  concluded_at     timestamptz,
  unique (order_id, kind)
);
comment on column lab_order_delivery.control_id is 'MSH-10 of every try, at most 20 characters: what correlates an acknowledgement, and what a laboratory knows a repeat by';
comment on column lab_order_delivery.state is 'committed: acknowledged with CA, the application''s answer is still to come';
comment on column lab_order_delivery.uncounted is 'tries that do not count: an open breaker, and all before an operator had it sent again';
comment on column lab_order_delivery.uncertain is 'a try ended without an answer, so the laboratory may have it already';
comment on column lab_order_delivery.lease_until is 'until then the bus or a sender has it';
create index lab_order_delivery_due on lab_order_delivery (next_attempt_at) where state in ('pending', 'sending', 'committed');
create index lab_order_delivery_odd on lab_order_delivery (state, id) where state in ('failed', 'needs-person');

create table lab_order_attempt (
  delivery_id  uuid not null references lab_order_delivery (id),
  attempt      int not null,
  at           timestamptz not null,
  outcome      text not null,
  status       int,
  detail       text,
  took_ms      int,
  primary key (delivery_id, attempt)
);

create table lab_order_ack (
  id           uuid primary key,
  partner      text not null,
  kind         text not null check (kind in ('LATE', 'REPEATED', 'APPLICATION', 'FOREIGN', 'UNREADABLE')),
  code         text,
  control_id   text,
  delivery_id  uuid references lab_order_delivery (id),
  bytes        int not null,
  received_at  timestamptz not null
);
comment on table lab_order_ack is 'acknowledgements nobody waited for; FOREIGN: its MSA-2 is no message of ours to this partner; never anything of its content';
create index lab_order_ack_delivery on lab_order_ack (delivery_id) where delivery_id is not null;
create index lab_order_ack_odd on lab_order_ack (received_at) where kind in ('FOREIGN', 'UNREADABLE');
