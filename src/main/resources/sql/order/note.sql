-- The order is locked by whoever writes, so the number needs no sequence.
insert into lab_order_history (order_id, number, at, signal, verdict, from_state, to_state, source, detail)
select :order, coalesce(max(h.number), 0) + 1, :at, :signal, :verdict, :from, :to, :source, :detail
from lab_order_history h where h.order_id = :order
