insert into lab_order_ack (id, partner, kind, code, control_id, delivery_id, bytes, received_at)
values (:id, :partner, :kind, :code, :control, :delivery, :bytes, :now)
