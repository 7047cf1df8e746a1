select id, source, event_id as "eventId", type, cause, cause_message as "message", attempts, state,
       created_at as "createdAt", handled_at as "handledAt", handled_by as "handledBy", handled_note as "note"
from dead_letter
where id = any (:letters::uuid[]) or event_id = any (:events::uuid[]) or correlation_id = any (:stories)
order by created_at desc
limit 200
