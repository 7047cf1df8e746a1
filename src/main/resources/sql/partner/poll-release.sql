-- After a failure of ours: the same event may try again.
update partner_poll set busy_until = null, asked_at = null where partner = :partner
