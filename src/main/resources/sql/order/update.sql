update lab_order
set state = :state, held = :held, filler = :filler, attention = :attention, collected_at = :collectedAt, changed_at = :now
where id = :id
