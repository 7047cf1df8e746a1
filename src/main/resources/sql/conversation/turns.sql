-- The last turns before a message, newest first.
select role, text
from conversation_turn
where person_id = :person and at > :since and id <> :message
order by at desc, id desc
limit :most
