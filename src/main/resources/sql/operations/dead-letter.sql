select d.id, d.source, d.event_id as "eventId", d.type, d.subject, d.correlation_id as "correlationId", d.cause,
       d.cause_message as "message", d.stack_head as "stackHead", d.attempts, d.state, d.headers, d.body,
       octet_length(d.body) as "bytes", d.created_at as "createdAt", d.handled_at as "handledAt",
       d.handled_by as "handledBy", d.handled_note as "handledNote", e.patient_id as "patientId"
from dead_letter d
left join event_log e on e.id = d.event_id
where d.id = :id
