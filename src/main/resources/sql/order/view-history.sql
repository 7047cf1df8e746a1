select h.at, h.signal, h.verdict, h.from_state as "from", h.to_state as "to", h.source, h.detail
from lab_order_history h
where h.order_id = :id
order by h.number
