select id, partner, way, name, length(body) as bytes, received_at as "receivedAt", state, reason, reports, tried_at as "triedAt"
from partner_document
where (:partner::text is null or partner = :partner) and (:state::text is null or state = :state)
  and (:after::uuid is null or id < :after::uuid)
order by id desc
limit :limit
