select o.id, o.local_date as "localDate", to_char(o.slot, 'HH24:MI') as slot, o.due_at as "dueAt", o.send_until as "sendUntil",
       o.confirm_until as "confirmUntil", o.state, o.reason, o.plan_version as "planVersion", o.answered_at as "answeredAt",
       o.answer_source as "answerSource", o.snoozes, o.snoozed_until as "snoozedUntil", d.state as delivery
from reminder_occurrence o
left join delivery d on d.id = o.id
where o.plan_id = :plan and o.due_at >= coalesce(:from::timestamptz, '-infinity') and o.due_at < coalesce(:to::timestamptz, 'infinity')
order by o.due_at desc, o.slot desc
limit :limit offset :offset
