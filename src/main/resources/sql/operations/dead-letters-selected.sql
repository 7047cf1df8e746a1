-- Oldest first, so that a patient's events go again in the order in which they happened.
select d.id, d.source, d.event_id as "eventId", d.type, d.state,
       case when e.id is null then d.body end as "body", e.envelope::text as "envelope"
from (select * from dead_letter {where} order by id limit :limit {lock}) d
left join event_log e on e.id = d.event_id
order by d.id
