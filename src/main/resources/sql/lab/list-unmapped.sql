select *
from lab_unmapped
where cast(:partner as text) is null or partner = :partner
order by seen desc, partner, system, code, unit
limit :limit
