-- Only what the read model has counted in its final state, with what people answered to it.
with next as (
  select o.id, o.patient_id, o.local_date, o.kind, o.state
  from reminder_occurrence o
  where o.id > :after and o.id < :oldest and o.due_at < :before
  order by o.id
  limit :chunk
), old as (
  select n.id from next n
  join adherence_day d on d.patient_id = n.patient_id and d.local_date = n.local_date and d.kind = n.kind and d.pending = 0
  where n.state not in ('DUE', 'SENT', 'SNOOZED')
), answers as (
  delete from reminder_answer a using old where a.occurrence_id = old.id
), gone as (
  delete from reminder_occurrence o using old where o.id = old.id returning 1
)
select (select id from next order by id desc limit 1) as last, (select count(*) from gone) as changed
