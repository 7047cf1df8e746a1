select n.id, n.display_name, n.language, n.zone,
       (select c.value from contact_point c
        where c.person_id = n.id and c.system = 'phone' and c.verified_at is not null
        order by c.verified_at desc limit 1) as phone
from person n
where n.id = :id
