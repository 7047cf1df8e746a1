-- Occurrences become messages, in each patient's language. The message has the id of its occurrence, so that a second copy of the
-- event, or a second node, cannot tell anybody twice; a reminder that a person asked for once more has an id of its own.
-- :texts are formats: %1$s what, with its dose; %2$s when. Materialized, so that quick replies are read as JSON once and not for each row.
with words as materialized (
  select kind, language, template, text, buttons::jsonb as buttons
  from unnest(:kinds::text[], :languages::text[], :templates::text[], :texts::text[], :buttons::text[])
    as w (kind, language, template, text, buttons)
), due as (
  select o.id, o.patient_id, o.kind, p.title, p.dose, s.language,
         case when :again::text is null then o.due_at else :now end as due_at,
         case when :again::text is null then o.send_until else o.confirm_until end as send_until,
         coalesce(to_char(p.event_at at time zone coalesce(p.zone, s.zone), 'YYYY-MM-DD HH24:MI'), to_char(o.slot, 'HH24:MI')) as at
  from unnest(:ids::uuid[]) as i (id)
  join reminder_occurrence o on o.id = i.id
  join reminder_plan p on p.id = o.plan_id
  join person s on s.id = o.patient_id
  where case when :again::text is null then o.state = 'DUE' and o.send_until > :now
             else o.state in ('DUE', 'SENT', 'SNOOZED') and o.confirm_until > :now end
), message as materialized (
  select d.*, w.template, w.buttons, format(w.text, d.title || coalesce(' – ' || d.dose, ''), d.at) as body,
         (select c.value from contact_point c
          where c.person_id = d.patient_id and c.verified_at is not null and c.system in ('phone', 'lid')
          order by (c.system = 'phone') desc, c.verified_at desc
          limit 1) as address
  from due d
  join words w on w.kind = d.kind and w.language = d.language
)
insert into delivery (id, dedupe_key, person_id, patient_id, gateway, address, kind, urgent, template, language, body, approved_body,
                      state, reason, next_attempt_at, send_until, event_id, correlation_id, created_at, buttons)
select case when :again::text is null then id else time_id(:now) end, 'reminder:' || id || coalesce(':now:' || :again::text, ''),
       patient_id, patient_id, 'evolution', address, 'REMINDER', false, template, language, body, body,
       case when address is null then 'failed' else 'pending' end,
       case when address is null then 'no verified WhatsApp number' end,
       due_at, send_until, :eventId, id::text, :now, buttons
from message
on conflict do nothing
