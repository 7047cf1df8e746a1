-- Takes a delivery for one try. What has failed is taken again only at an operator's wish, with all its tries before it.
-- A cancellation waits until it is known what became of its order.
update lab_order_delivery d
set state = 'sending', attempts = d.attempts + 1, lease_until = :now::timestamptz + :lease * interval '1 second',
    uncounted = case when d.state = 'pending' then d.uncounted else d.attempts end
where d.id = :id
  and (d.state = 'pending' and d.next_attempt_at <= :now or :again and d.state in ('failed', 'needs-person'))
  and (d.kind = 'ORDER' or not exists (select 1 from lab_order_delivery o
                                       where o.order_id = d.order_id and o.kind = 'ORDER' and o.state in ('pending', 'sending')))
returning d.order_id, d.kind, d.control_id, d.attempts, d.uncounted, d.uncertain,
          (select count(*) from lab_order_attempt a
           where a.delivery_id = d.id and a.attempt > d.uncounted and a.detail like 'MSA-1 _E%') as errors
