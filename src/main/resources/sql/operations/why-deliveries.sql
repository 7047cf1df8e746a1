-- A message whose story is its own, as a reminder's, has no entry in the index of correlation ids.
select id, kind, state, gateway, address, urgent, template, language, reword, reason, ambiguous, attempts,
       next_attempt_at as "nextAttemptAt", send_until as "sendUntil", person_id as "personId",
       patient_id as "patientId", provider_message_id as "providerMessageId", created_at as "createdAt",
       sent_at as "sentAt", delivered_at as "deliveredAt", read_at as "readAt"
from delivery
where (correlation_id = any (:stories) and correlation_id <> id::text) or id = any (:deliveries::uuid[])
   or id = any (array(select s::uuid from unnest(:stories::text[]) s where s ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'))
order by created_at desc
limit 500
