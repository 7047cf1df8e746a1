select d.id, d.order_id, d.kind, d.state
from lab_order_delivery d
where d.partner = :partner and d.control_id = :control
