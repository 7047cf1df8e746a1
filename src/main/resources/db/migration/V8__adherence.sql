-- Adherence: a read model of the occurrences, counted by patient, local day and kind, and by local day and kind for all patients.
-- Whatever is in it can be made again from reminder_occurrence as long as that is kept.
create table adherence_day (
  patient_id     uuid not null,
  local_date     date not null,
  kind           text not null,
  due            int not null,
  taken          int not null,
  not_taken      int not null,
  answered       int not null,
  missed         int not null,
  system_missed  int not null,
  cancelled      int not null,
  pending        int not null,
  primary key (patient_id, local_date, kind),
  check (due = taken + not_taken + missed + system_missed + cancelled),
  check (answered <= due)
) with (fillfactor = 90);
comment on table adherence_day is 'kept by the clock from reminder_occurrence (sql/adherence/fold.sql has the definitions)';
comment on column adherence_day.local_date is 'day in the zone of the plan, as in reminder_occurrence';
comment on column adherence_day.due is 'came due and its outcome is known; cancelled and system_missed are among them, pending is not';
comment on column adherence_day.answered is 'replied to in any way, also with "later"; overlaps taken, not_taken, missed, cancelled';
comment on column adherence_day.missed is 'no final answer in time; that does not say that nothing was taken';
comment on column adherence_day.system_missed is 'withheld or not sent in time: not the patient''s fault';
comment on column adherence_day.cancelled is 'taken back by a changed plan or an operator; a paused plan makes nothing due at all';
create index adherence_day_date on adherence_day using brin (local_date) with (autosummarize = on);

create table adherence_cohort_day (
  local_date     date not null,
  kind           text not null,
  patients       int not null,
  due            bigint not null,
  taken          bigint not null,
  not_taken      bigint not null,
  answered       bigint not null,
  missed         bigint not null,
  system_missed  bigint not null,
  cancelled      bigint not null,
  pending        bigint not null,
  unknown        int not null,
  below_50       int not null,
  below_80       int not null,
  below_100      int not null,
  full_100       int not null,
  primary key (local_date, kind),
  check (patients = unknown + below_50 + below_80 + below_100 + full_100)
);
comment on column adherence_cohort_day.patients is 'patients with this kind on this day';
comment on column adherence_cohort_day.unknown is 'of them without anything they could have confirmed; the others by the share confirmed, in percent';

-- How far the clock has come; one row.
create table adherence_refresh (
  id           int primary key check (id = 1),
  refreshed_at timestamptz not null
);

create index reminder_answer_at on reminder_answer using brin (at) with (autosummarize = on);
