select q.id, q.person_id, p.display_name, q.address, q.text, q.language, q.reason, q.topic, q.state, q.asked_at, q.answered_at,
       q.answered_by, q.answer, q.correlation_id, q.event_id
from question q
left join person p on p.id = q.person_id
where (:id::uuid is null or q.id = :id::uuid)
  and (:state::text is null or q.state = :state::text)
  and (:before::uuid is null or q.id < :before::uuid)
  and (:doctor::uuid is null
       or exists (select 1 from care_link c
                  where c.patient_id = q.person_id and c.person_id = :doctor::uuid and c.relation = 'DOCTOR'))
order by q.id desc
limit :limit
