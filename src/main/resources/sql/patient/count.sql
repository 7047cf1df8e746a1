select count(*)
from patient p
where (p.id = :self and :isPatient)
   or exists (select 1 from care_link l
              where l.patient_id = p.id and l.person_id = :self and l.relation = any (:relations))
