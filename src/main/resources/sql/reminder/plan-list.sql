p.patient_id = :id and (:kind::text is null or p.kind = :kind) and (:state::text is null or :state = case
  when p.state = 'ENDED' then 'ENDED'
  when p.state = 'PAUSED' and (p.paused_until is null or p.paused_until > :now) then 'PAUSED'
  when coalesce(p.event_at <= :now, n.plan_id is null) then 'ENDED'
  else 'ACTIVE' end)
order by p.created_at desc, p.id desc
limit :limit offset :offset
