update emergency_step set outcome = :outcome
where emergency_id = :emergency and state = 'DONE' and outcome in ('TOLD', 'ASKED', 'NO_ACKNOWLEDGEMENT')
  and (:person::uuid is null or person_id = :person) and (:rung::text is null or rung = :rung)
