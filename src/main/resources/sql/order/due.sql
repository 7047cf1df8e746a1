-- Deliveries whose time has come and that nobody holds: retries, what was lost on the way, what a dead process left half
-- done, and commitments whose application never answered.
select d.id, d.order_id, d.state, d.partner, d.kind, d.attempts, o.patient_id, d.correlation_id
from lab_order_delivery d
join lab_order o on o.id = d.order_id
where d.state in ('pending', 'sending', 'committed') and d.next_attempt_at <= :now and (d.lease_until is null or d.lease_until <= :now)
  and (d.kind = 'ORDER' or not exists (select 1 from lab_order_delivery w
                                       where w.order_id = d.order_id and w.kind = 'ORDER' and w.state in ('pending', 'sending')))
order by d.next_attempt_at
limit :limit
for update of d, o skip locked
