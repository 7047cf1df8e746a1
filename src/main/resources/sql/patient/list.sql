-- The patients a caller may see: self, and those linked by a relation that is one of the caller's roles.
select p.id, n.display_name, n.language, n.zone, p.meter_unit, p.glucose_only, p.ai_rewording, p.emergency_number
from patient p
join person n on n.id = p.id
where (p.id = :self and :isPatient)
   or exists (select 1 from care_link l
              where l.patient_id = p.id and l.person_id = :self and l.relation = any (:relations))
order by n.display_name, p.id
limit :limit offset :offset
