update hl7_turn set attempts = attempts + 1, due_at = :dueAt where seq = :seq
