select event_id as "eventId", routing_key as "routingKey", urgent, handed_over as "handedOver",
       created_at as "createdAt"
from outbox
where event_id = any (:events::uuid[])
order by seq
