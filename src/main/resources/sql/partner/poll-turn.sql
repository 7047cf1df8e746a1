-- Takes the partner for one event, unless somebody asks it now or has asked it since the event was raised.
update partner_poll set asked_at = :now, busy_until = :until
where partner = :partner and coalesce(busy_until <= :now, true) and coalesce(asked_at < :raised, true)
