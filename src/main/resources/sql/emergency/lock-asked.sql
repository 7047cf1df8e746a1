-- The emergencies about which this person was asked and may still answer: who is no longer linked may not.
select e.*
from emergency e
where e.state <> 'RESOLVED'
  and exists (select from emergency_step s
              where s.emergency_id = e.id and s.person_id = :person and s.state = 'DONE'
                and s.rung in ('CAREGIVER', 'DOCTOR', 'SECOND_DOCTOR'))
  and exists (select from care_link l
              where l.patient_id = e.patient_id and l.person_id = :person and l.relation in ('CAREGIVER', 'DOCTOR'))
order by e.id
for update of e
