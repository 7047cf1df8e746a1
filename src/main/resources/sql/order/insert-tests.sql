insert into lab_order_test (order_id, line, placer, loinc, display)
values (:order, :line, :placer, :loinc, :display)
