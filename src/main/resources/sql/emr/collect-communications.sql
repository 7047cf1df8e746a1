-- Messages that patients of a partner were sent and that are not yet written.
select distinct d.id, d.patient_id, d.event_id, d.correlation_id
from emr_identifier i
join delivery d on d.patient_id = i.patient_id and d.created_at >= :since and d.person_id = d.patient_id
where i.partner = :partner and d.sent_at is not null and d.state in ('sent', 'delivered', 'read')
  and not exists (select 1 from emr_delivery e where e.partner = :partner and e.dedupe_key = 'communication:' || d.id)
limit :limit
