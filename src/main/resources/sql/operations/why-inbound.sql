select id, gateway, instance, event, state, reason, person_id as "personId", sender, sent_at as "sentAt",
       received_at as "receivedAt", answer_after as "answerAfter", correlation_id as "correlationId"
from inbound_message
where correlation_id = any (:stories) or id = any (:messages::uuid[])
order by received_at desc
limit 500
