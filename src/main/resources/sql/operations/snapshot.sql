-- All gauges in one look. What still moves is counted exactly (partial indexes); what has ended only as far back as
-- :since, found through the time in the ids, so that the cost does not grow with the age of the hub.
select 'outbox.depth' as gauge, case when urgent then 'urgent' else 'normal' end as label, count(*)::float8 as value
from outbox group by urgent
union all
select 'outbox.age', case when urgent then 'urgent' else 'normal' end, extract(epoch from now() - min(created_at))
from outbox group by urgent
union all
select 'deliveries', 'sending', count(*) from delivery where state = 'sending'
union all
select 'deliveries', 'pending', sum(waiting)
from (
  select count(*) as waiting from delivery where state = 'pending' and urgent
  union all
  select count(*) from delivery where state = 'pending' and not urgent and kind = 'REPLY'
  union all
  select count(*) from delivery where state = 'pending' and not urgent and kind <> 'REPLY'
) pending
union all
select 'deliveries', state, count(*) from delivery where id >= :since and state not in ('pending', 'sending') group by state
union all
select 'hl7.messages', 'received', count(*) from hl7_turn where lead
union all
select 'hl7.messages', state, count(*) from hl7_message where state in ('failed', 'quarantined', 'conflict') group by state
union all
select 'dead.letters', state, count(*) from dead_letter group by state
union all
select 'inbound', state, count(*) from inbound_message where state = 'DEFERRED' group by state
union all
select 'inbound', state, count(*) from inbound_message where id >= :since and state <> 'DEFERRED' group by state
union all
select 'emr', state, count(*) from emr_delivery where state in ('needs-person', 'failed') group by state
union all
select 'emr', kind, count(*) from emr_review where state = 'OPEN' group by kind
