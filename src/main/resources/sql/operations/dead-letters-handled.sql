update dead_letter
set state = :state, handled_at = :now, handled_by = :actor, handled_note = :note
where id = any (:ids::uuid[])
