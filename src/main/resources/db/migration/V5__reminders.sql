-- Reminders: what shall be remembered (plan), when it comes next (next), what became of each time (occurrence).

-- FHIR Timing, shared by all plans with the same rhythm: the calendar is worked out once per rhythm and not once per patient.
create table reminder_timing (
  id          int generated always as identity primary key,
  zone        text not null,
  times       time[] not null check (cardinality(times) between 1 and 96),
  days        smallint not null default 127 check (days between 1 and 127),
  every_days  smallint not null default 1 check (every_days between 1 and 366),
  unique (zone, times, days, every_days)
);
comment on table reminder_timing is 'never changed; a plan that changes points to another one';
comment on column reminder_timing.times is 'local times of day, ascending, whole minutes (FHIR Timing.repeat.timeOfDay)';
comment on column reminder_timing.days is 'bit 0 Monday … bit 6 Sunday (FHIR Timing.repeat.dayOfWeek); 127 every day';
comment on column reminder_timing.every_days is 'only every n-th day, counted from the first day of the plan (FHIR period with unit d)';

create table reminder_plan (
  id               uuid primary key,
  patient_id       uuid not null references patient (id),
  kind             text not null check (kind in ('MEDICATION', 'APPOINTMENT', 'LAB', 'REFILL', 'FOLLOW_UP', 'EDUCATION')),
  title            text not null,
  dose             text,
  critical         boolean not null default false,
  zone             text,
  timing_id        int references reminder_timing (id),
  start_date       date,
  end_date         date,
  event_at         timestamptz,
  before_minutes   int[],
  state            text not null default 'ACTIVE' check (state in ('ACTIVE', 'PAUSED', 'ENDED')),
  paused_until     timestamptz,
  version          int not null default 1,
  stock            numeric(9, 2) check (stock >= 0),
  units_per_dose   numeric(7, 2) check (units_per_dose > 0),
  refill_days      int check (refill_days between 0 and 366),
  refill_warned_at timestamptz,
  created_by       uuid not null,
  created_at       timestamptz not null,
  changed_at       timestamptz not null,
  correlation_id   text not null,
  check ((timing_id is null) = (event_at is not null)),
  check ((event_at is null) = (before_minutes is null)),
  check (timing_id is null or start_date is not null),
  check (end_date >= start_date)
);
comment on column reminder_plan.title is 'FHIR MedicationRequest.medication.text, or what the appointment or test is';
comment on column reminder_plan.dose is 'FHIR Dosage.text, the doctor''s words; the hub never works out a dose';
comment on column reminder_plan.critical is 'a doctor said that a missed dose must reach the caregiver';
comment on column reminder_plan.zone is 'null: the patient''s own zone, wherever that moves';
comment on column reminder_plan.end_date is 'last local day of the course, null without end';
comment on column reminder_plan.before_minutes is 'an event is reminded of that many minutes before event_at, descending';
comment on column reminder_plan.paused_until is 'null while PAUSED: until somebody resumes it';
comment on column reminder_plan.stock is 'units left, counted down by confirmed doses; null: not counted';
comment on column reminder_plan.refill_days is 'warn when the stock lasts at most so many days; refill_warned_at: warned for this stock';
create index reminder_plan_patient on reminder_plan (patient_id, state);

-- The clock's own narrow table: one row per plan that still has something to come. Updated once for every reminder, so apart from the wide plan.
-- Neither this nor the occurrences have foreign keys: each would lock a row of the wide table once for every reminder.
create table reminder_next (
  plan_id     uuid primary key,
  shard       smallint not null check (shard between 0 and 63),
  patient_id  uuid not null,
  kind        text not null,
  version     int not null,
  timing_id   int,
  local_date  date not null,
  slot        time not null,
  due_at      timestamptz not null,
  last_date   date
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
comment on column reminder_next.shard is 'of the patient: shards are what nodes share the work by';
comment on column reminder_next.last_date is 'end_date of the plan';
create index reminder_next_due on reminder_next (shard, due_at);
create index reminder_next_patient on reminder_next (patient_id);

create table reminder_occurrence (
  id             uuid primary key,
  plan_id        uuid not null,
  patient_id     uuid not null,
  kind           text not null,
  plan_version   int not null,
  local_date     date not null,
  slot           time not null,
  due_at         timestamptz not null,
  send_until     timestamptz not null,
  confirm_until  timestamptz not null,
  state          text not null check (state in ('DUE', 'SENT', 'SUPPRESSED', 'EXPIRED', 'CANCELLED',
                                                'TAKEN', 'NOT_TAKEN', 'SNOOZED', 'MISSED', 'UNANSWERED')),
  reason         text,
  answered_at    timestamptz,
  answer_source  text check (answer_source in ('TEXT', 'BUTTON', 'REACTION', 'API')),
  snoozes        smallint not null default 0,
  snoozed_until  timestamptz,
  escalated_at   timestamptz,
  retracted_at   timestamptz,
  unique (plan_id, local_date, slot)
);
comment on table reminder_occurrence is 'one time of one plan: exactly one row for a local day and time, whatever clocks and zones do';
comment on column reminder_occurrence.id is
  'UUIDv8 of due time and key; also the id of the delivery that tells the patient, so neither needs a reference to the other';
comment on column reminder_occurrence.state is
  'DUE: handed to delivery, whose row says how far it is, until send_until; then SENT, SUPPRESSED or EXPIRED (missed by the system, not by the '
  'patient); TAKEN, NOT_TAKEN, SNOOZED: answered; UNANSWERED, MISSED: nothing until confirm_until, not a dose, a dose; CANCELLED: plan or operator';
comment on column reminder_occurrence.confirm_until is 'answers belong to this occurrence and snoozes end by then; a late "taken" corrects for 24 h more';
comment on column reminder_occurrence.escalated_at is 'caregiver told of the missed dose; retracted_at: and told that it was taken after all';
create index reminder_occurrence_patient on reminder_occurrence (patient_id, due_at);
create index reminder_occurrence_unsettled on reminder_occurrence (send_until) where state = 'DUE';
create index reminder_occurrence_open on reminder_occurrence (confirm_until) where state in ('SENT', 'SNOOZED');
create index reminder_occurrence_snoozed on reminder_occurrence (snoozed_until) where state = 'SNOOZED';
create index reminder_occurrence_time on reminder_occurrence using brin (due_at) with (autosummarize = on);

-- The record of what people said; an occurrence shows only the last word.
create table reminder_answer (
  id             uuid primary key,
  occurrence_id  uuid not null references reminder_occurrence (id),
  at             timestamptz not null,
  answer         text not null check (answer in ('TAKEN', 'NOT_TAKEN', 'LATER')),
  source         text not null check (source in ('TEXT', 'BUTTON', 'REACTION', 'API')),
  was            text not null,
  person_id      uuid,
  message_id     uuid,
  late           boolean not null default false
);
comment on column reminder_answer.was is 'state of the occurrence before';
create index reminder_answer_occurrence on reminder_answer (occurrence_id, at);

-- Progress of a minute, one row for each shard, so that nodes at work do not wait for each other's count.
create table reminder_batch (
  due_minute   timestamptz not null,
  shard        smallint not null,
  planned      int not null default 0,
  expired      int not null default 0,
  started_at   timestamptz not null,
  finished_at  timestamptz not null,
  node         text not null,
  primary key (due_minute, shard)
);
comment on column reminder_batch.planned is 'occurrences made, expired ones included';
