-- Reminds again of what patients put off, with the approved words of the first message; the time to answer stays what it was.
with due as (
  select o.id, o.snoozes, o.confirm_until
  from reminder_occurrence o
  where o.state = 'SNOOZED' and o.snoozed_until <= :now and o.confirm_until > :now
  order by o.snoozed_until
  limit :limit
  for update of o skip locked
), told as (
  insert into delivery (id, dedupe_key, person_id, patient_id, gateway, address, kind, urgent, template, language, body, approved_body,
                        state, reason, next_attempt_at, send_until, event_id, correlation_id, created_at, buttons)
  select time_id(:now), 'reminder:' || due.id || ':snooze:' || due.snoozes, d.person_id, d.patient_id, d.gateway, d.address, 'REMINDER',
         false, d.template, d.language, d.approved_body, d.approved_body, case when d.address is null then 'failed' else 'pending' end,
         case when d.address is null then 'no verified WhatsApp number' end, :now, due.confirm_until, d.event_id, due.id::text, :now, d.buttons
  from due
  join delivery d on d.id = due.id
  on conflict do nothing
)
update reminder_occurrence o
set state = 'SENT', snoozed_until = null
from due
where o.id = due.id
