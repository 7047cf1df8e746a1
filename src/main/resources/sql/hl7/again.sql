-- Gives a message that failed, was refused or is in conflict a turn: a person decided so.
with again as (
  update hl7_message set state = 'received', reason = null
  where id = :id and state in ('failed', 'quarantined', 'conflict') and partner <> '' and raw <> ''
  returning id, seq, order_keys
), turn as (
  insert into hl7_turn (key, seq, message_id, lead, due_at)
  select k.key, a.seq, a.id, k.place = 1, :now
  from again a, unnest(a.order_keys) with ordinality as k (key, place)
)
select count(*) from again
