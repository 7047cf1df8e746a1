-- Messages waiting for a number that is switched off or was never there move to one that is.
update delivery d
set gateway = delivery_gateway(d.person_id, d.address, :default, :enabled)
where d.id in (select id from delivery
               where state = 'pending' and channel = 'whatsapp' and gateway <> all (:enabled)
               limit 1000 for update skip locked)
