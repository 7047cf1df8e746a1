-- The latest stories of people, and of a number that belongs to nobody.
select correlation_id
from (
  (select correlation_id, time as at from event_log
   where patient_id = any (:people::uuid[]) order by time desc limit 1000)
  union all
  (select correlation_id, created_at from delivery
   where patient_id = any (:people::uuid[]) order by created_at desc limit 300)
  union all
  (select correlation_id, created_at from delivery
   where person_id = any (:people::uuid[]) and person_id is distinct from patient_id order by created_at desc limit 300)
  union all
  (select correlation_id, received_at from inbound_message
   where person_id = any (:people::uuid[]) order by received_at desc limit 300)
  union all
  (select correlation_id, received_at from inbound_message
   where person_id is null and sender = any (:numbers) order by received_at desc limit 300)
) story
group by correlation_id
order by max(at) desc
limit :stories
