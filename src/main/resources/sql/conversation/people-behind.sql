-- Everybody who proved that this number or privacy id is theirs, in an order that stays.
select distinct p.id, p.display_name
from contact_point c
join person p on p.id = c.person_id
where c.system in ('phone', 'lid') and c.value = :address and c.verified_at is not null
order by p.display_name, p.id
