select id, partner, kind, source_id, patient_id, state, attempts, status, reason, next_attempt_at, created_at, sent_at
from emr_delivery
where (:state::text is null or state = :state) and (:partner::text is null or partner = :partner)
  and (:patient::uuid is null or patient_id = :patient::uuid) and (:before::uuid is null or id < :before::uuid)
order by id desc
limit :limit
