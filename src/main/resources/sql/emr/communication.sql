select coalesce(provider_message_id, id::text) as message_id, channel, body, sent_at, delivered_at
from delivery
where id = :id and sent_at is not null
