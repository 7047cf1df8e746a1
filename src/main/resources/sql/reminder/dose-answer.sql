-- The last word on a dose, its line in the record, and nothing more to be sent about it that has not left yet.
with said as (
  insert into reminder_answer (id, occurrence_id, at, answer, source, was, person_id, message_id, late)
  values (:answerId, :id, :now, :answer, :source, :was, :person, :message, :late)
), silenced as (
  update delivery d
  set state = 'suppressed', reason = 'answered before it left', lease_until = null
  where :changes and d.person_id = :patient and d.state = 'pending' and d.kind in ('REMINDER', 'NOTICE')
    and d.dedupe_key like 'reminder:' || :id::uuid || '%'
)
update reminder_occurrence
set state = :state, answered_at = :now, answer_source = :source, snoozed_until = :until::timestamptz,
    snoozes = snoozes + case when :until::timestamptz is null then 0 else 1 end,
    retracted_at = case when :retract then :now else retracted_at end
where id = :id and :changes
