insert into lab_order_delivery (id, order_id, kind, partner, control_id, state, next_attempt_at, lease_until, correlation_id, created_at)
values (:id, :order, :kind, :partner, :controlId, 'pending', :now, :leaseUntil, :correlation, :now)
on conflict (order_id, kind) do nothing
