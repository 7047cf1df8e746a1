-- The newer of two facts counts, whichever came first (MergeGraph has the same order).
insert into emr_identifier (partner, assigner, value, type, survivor_assigner, survivor_value, merged_at, merged_by)
values (:partner, :assigner, :value, :type, :survivorAssigner, :survivorValue, :at, :message)
on conflict (partner, assigner, value) do update
set survivor_assigner = excluded.survivor_assigner, survivor_value = excluded.survivor_value,
    merged_at = excluded.merged_at, merged_by = excluded.merged_by
where emr_identifier.merged_at is null
   or (emr_identifier.merged_at, emr_identifier.merged_by collate "C",
       (emr_identifier.survivor_assigner || '|' || emr_identifier.survivor_value) collate "C")
    < (excluded.merged_at, excluded.merged_by collate "C", (excluded.survivor_assigner || '|' || excluded.survivor_value) collate "C")
