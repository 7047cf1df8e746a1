-- What a UUID names. The first kind that matches wins; correlation ids may be UUIDs as well.
select * from (
  select 1 as rank, 'event' as "matched", id, correlation_id as "correlationId" from event_log where id = :id
  union all
  select 2, 'delivery', id, correlation_id from delivery where id = :id
  union all
  select 3, 'dead letter', id, correlation_id from dead_letter where id = :id
  union all
  select 4, 'inbound message', id, correlation_id from inbound_message where id = :id
  union all
  select 5, 'emergency', id, correlation_id from emergency where id = :id
  union all
  select 6, 'reading', id, correlation_id from glucose_reading where id = :id
  union all
  select 7, 'patient', id, null from patient where id = :id
  union all
  select 8, 'person', id, null from person where id = :id
) hit
order by rank
limit 1
