select delivery_id as "deliveryId", attempt, at, gateway, outcome, status, detail, took_ms as "tookMs"
from delivery_attempt
where delivery_id = any (:deliveries::uuid[])
order by delivery_id, attempt
