-- What is due already need not wait for its turn to be stopped; what is due later is asked again when it is claimed.
update delivery
set state = 'suppressed', reason = 'opted out', lease_until = null
where person_id = :person and state = 'pending' and kind in ('REMINDER', 'NOTICE') and next_attempt_at <= :now
  and opted_out(person_id, patient_id, category)
