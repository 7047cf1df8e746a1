select *
from lab_review
where state = :state
  and (cast(:kind as text) is null or kind = :kind)
  and (cast(:after as uuid) is null or id > cast(:after as uuid))
order by id
limit :limit
