select id, type, time, subject, patient_id as "patientId", correlation_id as "correlationId",
       causation_id as "causationId", envelope ->> 'causedby' as "causedBy",
       envelope #>> '{data,readingId}' as "readingId", envelope #>> '{data,messageId}' as "messageId",
       envelope #>> '{data,emergencyId}' as "emergencyId", envelope #>> '{data,deliveryId}' as "deliveryId",
       envelope #>> '{data,rung}' as "rung", envelope #>> '{data,kind}' as "kind",
       envelope #>> '{data,reason}' as "reason", envelope #>> '{data,partner}' as "partner"
from event_log
where correlation_id = any (:stories) or id = any (:events::uuid[])
order by time desc, id desc
limit 1000
