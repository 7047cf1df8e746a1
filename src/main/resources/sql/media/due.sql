-- One row is one try to come; nodes share them.
update media_object m
set next_attempt_at = :until
where m.id in (select id from media_object where state = 'WANTED' and next_attempt_at <= :now
               order by next_attempt_at limit :limit for update skip locked)
returning m.id, m.message_id, m.patient_id, m.correlation_id
