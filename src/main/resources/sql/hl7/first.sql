-- The message that came first under a control id.
select id, body_hash from hl7_message
where control_id = :controlId and facility = :facility and partner = :partner and accepted
