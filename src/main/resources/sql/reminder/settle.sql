-- After send_until nothing is sent any more: what the delivery says then is what became of the occurrence. One still waiting there
-- can only expire. One that a sender holds at this moment is left for the next round.
with late as (
  select o.id
  from reminder_occurrence o
  where o.state = 'DUE' and o.send_until <= :before
    and not exists (select 1 from delivery d where d.id = o.id and d.state = 'sending')
  order by o.send_until
  limit :limit
  for update of o skip locked
)
update reminder_occurrence o
set state = case when d.state in ('sent', 'delivered', 'read') then 'SENT' when d.state = 'suppressed' then 'SUPPRESSED' else 'EXPIRED' end,
    reason = case when d.id is null then 'not told in time' when d.state in ('sent', 'delivered', 'read') then null
                  else coalesce(d.reason, 'not sent in time') end
from late l
left join delivery d on d.id = l.id
where o.id = l.id
