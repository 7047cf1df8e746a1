select id, kind, state, gateway, address, urgent, template, language, reword, reason, ambiguous, attempts,
       next_attempt_at as "nextAttemptAt", send_until as "sendUntil", person_id as "personId",
       patient_id as "patientId", provider_message_id as "providerMessageId", created_at as "createdAt",
       sent_at as "sentAt", delivered_at as "deliveredAt", read_at as "readAt"
from delivery
where correlation_id = any (:stories) or id = any (:deliveries::uuid[])
order by created_at desc
limit 500
