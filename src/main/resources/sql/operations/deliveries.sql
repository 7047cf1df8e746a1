select id, state, kind, channel, gateway, urgent, template, language, reword, reason, ambiguous, attempts,
       next_attempt_at as "nextAttemptAt", send_until as "sendUntil", person_id as "personId",
       patient_id as "patientId", address as "to", provider_message_id as "providerMessageId", event_id as "eventId",
       correlation_id as "correlationId", created_at as "createdAt", sent_at as "sentAt",
       delivered_at as "deliveredAt", read_at as "readAt"
from delivery
{where}
order by id desc
limit :limit
