select *, count(*) over () as total
from emergency e
where (:state::text is null or e.state = :state)
  and (:patient::uuid is null or e.patient_id = :patient)
  and (:own and e.patient_id = :person
       or e.patient_id in (select patient_id from care_link where person_id = :person and relation = any (:relations)))
order by e.opened_at desc, e.id desc
limit :limit offset :offset
