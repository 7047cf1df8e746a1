-- Two people may share a phone: the patient of the two is meant, then who proved it last.
select c.person_id
from contact_point c
left join patient p on p.id = c.person_id
where c.system = :system and c.value = :value and c.verified_at is not null
order by p.id is not null desc, c.verified_at desc
limit 1
