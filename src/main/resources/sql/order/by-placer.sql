select o.id from lab_order o where o.placer = :placer and o.partner = :partner
union
select o.id from lab_order_test t join lab_order o on o.id = t.order_id where t.placer = :placer and o.partner = :partner
