select d.id as "deliveryId", r.state, r.at
from delivery d
join delivery_receipt r on r.gateway = d.gateway and r.provider_message_id = d.provider_message_id
where d.id = any (:deliveries::uuid[])
