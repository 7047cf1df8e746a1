-- The demo people who have WhatsApp, in the order of the list.
select c.value as number, p.display_name as name, lower(u.roles[1]) as role, p.language
from unnest(?::text[]) with ordinality as d (username, place)
join app_user u on lower(u.username) = d.username
join person p on p.id = u.person_id
join contact_point c on c.person_id = p.id and c.system = 'phone' and c.verified_at is not null
order by d.place, c.verified_at
