select id, gateway, instance, event, state, reason, person_id as "personId", sender as "from",
       provider_message_id as "providerMessageId", octet_length(raw) as "bytes", sent_at as "sentAt",
       received_at as "receivedAt", answer_after as "answerAfter", correlation_id as "correlationId",
       (select concat_ws(': ', m.state, m.reason) from media_object m where m.message_id = inbound_message.id) as "media"
from inbound_message
{where}
order by id desc
limit :limit
