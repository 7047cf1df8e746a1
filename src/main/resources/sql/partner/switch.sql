update partner_pack set state = :state, reason = :state, changed_at = :at, changed_by = :by
where name = :name and state <> :state
