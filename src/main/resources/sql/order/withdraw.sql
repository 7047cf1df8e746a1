update lab_order_delivery
set state = 'withdrawn', concluded_at = :now, lease_until = null, reason = 'taken back before it left'
where order_id = :order and kind = 'ORDER' and state in ('pending', 'failed') and not uncertain
returning id
