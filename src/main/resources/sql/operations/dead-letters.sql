select id, source, event_id as "eventId", type, subject, correlation_id as "correlationId", cause,
       cause_message as "message", attempts, state, octet_length(body) as "bytes", created_at as "createdAt",
       handled_at as "handledAt", handled_by as "handledBy", handled_note as "handledNote"
from dead_letter
{where}
order by id desc
limit :limit
