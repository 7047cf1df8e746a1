select d.kind, d.state, d.control_id as "controlId", d.attempts, d.uncertain, d.answer_code as "answerCode", d.reason,
       case when d.state in ('pending', 'committed') then d.next_attempt_at end as "nextAttemptAt", d.concluded_at as "concludedAt"
from lab_order_delivery d
where d.order_id = :id
order by d.created_at, d.id
