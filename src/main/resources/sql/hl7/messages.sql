select id, received_at as "receivedAt", partner, kind, control_id as "controlId", type, version, state, ack_code as "ackCode", reason,
       nullif(array_to_string(flags, ','), '') as flags, length(raw) as bytes, processed_at as "processedAt",
       application_ack is not null as "applicationAck"
from hl7_message
{where}
order by id desc
limit :limit
