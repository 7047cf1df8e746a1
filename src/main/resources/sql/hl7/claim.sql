-- The earliest message whose turn it is: no earlier one that shares a key with it still waits. Those that another worker
-- is at are locked, and still stand before what comes after them.
select m.id, m.seq, m.received_at, m.raw, m.flags, t.attempts
from hl7_turn t
join hl7_message m on m.id = t.message_id
where t.lead and t.due_at <= :now
  and not exists (select 1
                  from hl7_turn mine
                  join hl7_turn earlier on earlier.key = mine.key and earlier.seq < mine.seq
                  where mine.seq = t.seq)
order by t.seq
limit 1
for update of t skip locked
