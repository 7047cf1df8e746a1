-- When the person, or an unknown sender, last wrote to this number, by the gateway's own clock. Received within the
-- window too, since nothing is received before it is sent; that keeps the look short.
select max(coalesce(sent_at, received_at))
from inbound_message
where gateway = :gateway and state not in ('IGNORED', 'UNUSABLE') and received_at > :since
  and (person_id = :personId::uuid or (:personId::uuid is null and person_id is null and sender = :address))
