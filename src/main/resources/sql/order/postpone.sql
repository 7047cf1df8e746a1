update lab_order_delivery set next_attempt_at = :next, lease_until = null where id = :id and state = 'pending'
