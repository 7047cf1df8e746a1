-- Several people behind one number: whose it is may have been said only after it came.
select m.id, m.state, m.object_key, m.media_type, m.size, m.sha256,
       coalesce(m.patient_id, (select p.id from inbound_message i join patient p on p.id = i.person_id where i.id = m.message_id)) as patient_id
from media_object m
where m.id = :id
