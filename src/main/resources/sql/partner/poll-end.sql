update partner_poll set cursor = coalesce(:cursor, cursor), asked_at = :now, outcome = :outcome, busy_until = :until,
  next_at = coalesce(:next::timestamptz, next_at)
where partner = :partner
