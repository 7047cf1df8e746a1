-- Who may be sent what, and when; what a conversation waits for; questions that a person must answer.

-- ── consent ───────────────────────────────────────────────────────────────────────────────────────────────
create table consent (
  person_id  uuid not null references person (id),
  category   text not null check (category in ('all', 'medication', 'appointment', 'lab', 'education', 'nudge', 'caregiver-feed',
                                               'ai-rewording', 'ai-reading')),
  state      text not null check (state in ('IN', 'OUT')),
  since      timestamptz not null,
  source     text not null,
  wording    text not null,
  primary key (person_id, category)
);
comment on table consent is 'what a person agreed to or refused; without a row the category is IN, except those of ai, which are OUT';
comment on column consent.category is 'all: every message that the person did not ask for. On a patient caregiver-feed lets caregivers be told, on a caregiver it lets them get it';
comment on column consent.wording is 'the words that the person wrote, or those that were shown and agreed to';

create table consent_log (
  id          bigint generated always as identity primary key,
  person_id   uuid not null,
  category    text not null,
  state       text not null,
  at          timestamptz not null,
  source      text not null,
  wording     text not null,
  actor_id    uuid,
  message_id  uuid
);
create index consent_log_person on consent_log (person_id, at);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% only grows', tg_table_name;
end $$;
create trigger consent_log_only_grows before update or delete on consent_log for each statement execute function refuse_change();

create function opted_out(person uuid, patient uuid, what text) returns boolean
  language sql stable parallel safe as $$
  select exists (select 1 from consent c where c.person_id = person and c.state = 'OUT' and c.category in ('all', what))
      or what = 'caregiver-feed'
         and exists (select 1 from consent c where c.person_id = patient and c.state = 'OUT' and c.category = what)
$$;

-- ── how much and when ─────────────────────────────────────────────────────────────────────────────────────
alter table person add column quiet_from time, add column quiet_to time;
comment on column person.quiet_from is 'own quiet hours in local time; null: those of the settings; from = to: none';

create table contact_day (
  person_id  uuid not null,
  day        date not null,
  sent       int  not null,
  primary key (person_id, day)
) with (fillfactor = 80);
comment on table contact_day is 'messages that a person did not ask for, by local day; emergencies and direct replies are never in it';

create function contact_rank(category text) returns int language sql immutable parallel safe as $$
  select array_position(array['critical', 'medication', 'care', 'appointment', 'caregiver-feed', 'lab', 'nudge', 'education'], category)
$$;
comment on function contact_rank is 'which of two messages goes first when both cannot (domain rules §3), 1 first';

-- Generated, so that rows inserted in sets by anybody are covered too.
alter table delivery
  add column category text generated always as (
    case
      when kind in ('EMERGENCY', 'ALERT', 'FOLLOW_UP') then 'emergency'
      when kind = 'REPLY' then 'reply'
      when patient_id <> person_id then 'caregiver-feed'
      when template like 'critical.%' then 'critical'
      when template like 'reminder.medication%' or template like 'reminder.refill%' then 'medication'
      when template like 'reminder.appointment%' or template like 'reminder.follow-up%' or template like 'appointment.%' then 'appointment'
      when template like 'reminder.lab%' or template like 'lab.%' then 'lab'
      when template like 'reminder.education%' or template like 'education.%' then 'education'
      when kind = 'NOTICE' then 'care'
      else 'nudge'
    end) stored,
  add column counted_on  date,
  add column merged_into uuid,
  add column digest_size int not null default 1;
comment on column delivery.category is 'what consent, the daily limit and quiet hours go by; emergency and reply are bound by none of them';
comment on column delivery.counted_on is 'local day that it counts for in contact_day; a retry on the same day counts once';
comment on column delivery.merged_into is 'told within that delivery (digest), whose state it follows';
create index delivery_waiting on delivery (person_id, next_attempt_at) where state = 'pending' and kind in ('REMINDER', 'NOTICE');
create index delivery_merged on delivery (merged_into) where merged_into is not null;

create function follow_digest() returns trigger language plpgsql as $$
begin
  update delivery
  set state = new.state, reason = new.reason, lease_until = null, gateway = new.gateway, provider_message_id = new.provider_message_id,
      ambiguous = new.ambiguous, sent_at = new.sent_at, delivered_at = new.delivered_at, read_at = new.read_at
  where merged_into = new.id;
  return null;
end $$;
create trigger delivery_digest after update of state on delivery for each row
  when (new.digest_size > 1 and new.state <> old.state and new.state not in ('pending', 'sending'))
  execute function follow_digest();

-- ── conversations ─────────────────────────────────────────────────────────────────────────────────────────
create table conversation (
  whose       text primary key,
  kind        text not null check (kind in ('WHO_IS_THIS_FOR', 'CONFIRM_VALUE')),
  payload     jsonb not null,
  asked_at    timestamptz not null,
  expires_at  timestamptz not null
);
comment on table conversation is 'the question that a person, or the people behind one address, were asked and have not answered';
comment on column conversation.whose is 'person:<id> or address:<address>';
create index conversation_age on conversation (expires_at);

create table conversation_turn (
  id         uuid primary key,
  person_id  uuid not null references person (id),
  at         timestamptz not null,
  role       text not null check (role in ('user', 'assistant')),
  text       text not null
);
comment on table conversation_turn is 'last turns of people who agreed to ai-reading, without names and numbers of people; gone the next night';
create index conversation_turn_person on conversation_turn (person_id, at);
create index conversation_turn_age on conversation_turn (at);

create table ai_proposal (
  message_id      uuid primary key,
  person_id       uuid not null references person (id),
  text            text not null,
  fallback        text not null,
  state           text not null check (state in ('REQUESTED', 'USED', 'REFUSED', 'UNAVAILABLE', 'TOO_LATE')),
  reason          text,
  model           text,
  proposal        jsonb,
  correlation_id  text not null,
  requested_at    timestamptz not null,
  done_at         timestamptz
);
comment on table ai_proposal is 'what a language model was asked about a message and what it proposed; never more than a proposal';
comment on column ai_proposal.text is 'without names and numbers of people';
comment on column ai_proposal.fallback is 'dedupe key of the answer that goes when the model is silent';
create index ai_proposal_age on ai_proposal (requested_at);

-- ── questions ─────────────────────────────────────────────────────────────────────────────────────────────
create table question (
  id              uuid primary key,
  person_id       uuid references person (id),
  address         text,
  message_id      uuid not null,
  text            text not null,
  language        text not null,
  reason          text not null check (reason in ('NO_CONTENT', 'FORBIDDEN_TOPIC', 'UNIDENTIFIED_DANGER')),
  topic           text,
  state           text not null check (state in ('OPEN', 'ANSWERED')),
  asked_at        timestamptz not null,
  answered_at     timestamptz,
  answered_by     uuid,
  answer          text,
  correlation_id  text not null,
  event_id        uuid not null,
  unique (message_id)
);
comment on table question is 'what no approved text answers; a person does';
comment on column question.person_id is 'null: several people share the number and nobody said yet who wrote';
create index question_state on question (state, id);
create index question_person on question (person_id);

-- ── verification of a number ──────────────────────────────────────────────────────────────────────────────
alter table contact_point
  add column code_expires_at timestamptz,
  add column code_attempts   int not null default 0,
  add column code_made_at    timestamptz;
comment on column contact_point.code_attempts is 'wrong codes sent from this number since the code was made';
