-- Occurrence ids begin with the time that they are due, so a minute is one stretch of the primary key.
with minute as (
  select due_minute, sum(planned) as planned, sum(expired) as expired, min(started_at) as started, max(finished_at) as finished,
         count(distinct node) as nodes
  from reminder_batch
  where due_minute >= :from
  group by due_minute
  order by due_minute desc
  limit :limit
)
select m.due_minute as batch, m.planned, m.expired, p.to_plan as "toPlan", m.nodes, m.started as "startedAt", m.finished as "finishedAt",
       round(m.planned / greatest(extract(epoch from m.finished - m.started), 0.001)) as "plannedPerSecond",
       d.handed_over as "handedOver", d.sent, d.waiting, d.failed, d.suppressed,
       m.planned - m.expired - d.cancelled - d.sent - d.failed - d.suppressed + p.to_plan as remaining,
       round(d.sent / greatest(extract(epoch from d.last_sent - m.due_minute), 1), 1) as "sentPerSecond"
from minute m
cross join lateral (
  select count(*) as to_plan from reminder_next n where n.due_at >= m.due_minute and n.due_at < m.due_minute + interval '1 minute'
) p
cross join lateral (
  select count(d.id) as handed_over,
         count(*) filter (where d.state in ('sent', 'delivered', 'read')) as sent,
         count(*) filter (where d.state in ('pending', 'sending')) as waiting,
         count(*) filter (where d.state in ('failed', 'expired')) as failed,
         count(*) filter (where d.state = 'suppressed' and o.state <> 'CANCELLED') as suppressed,
         count(*) filter (where o.state = 'CANCELLED') as cancelled,
         max(d.sent_at) as last_sent
  from reminder_occurrence o
  left join delivery d on d.id = o.id
  where o.id >= (lpad(to_hex((extract(epoch from m.due_minute) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
    and o.id < (lpad(to_hex((extract(epoch from m.due_minute) * 1000 + 60000)::bigint), 12, '0') || repeat('0', 20))::uuid
) d
order by m.due_minute desc
