update lab_report
set status = case when :newer then :status else status end,
    issued_at = case when :newer then coalesce(:issued, issued_at) else issued_at end,
    collected_at = coalesce(collected_at, :collected),
    notes = case when :newer and cardinality(:notes) > 0 then :notes else notes end,
    ordered_by = coalesce(ordered_by, :orderedBy),
    filler = coalesce(filler, :filler),
    placer = coalesce(placer, :placer),
    service = case when service @> cast(:service as jsonb) then service else service || cast(:service as jsonb) end,
    updated_at = :now
where id = :id
