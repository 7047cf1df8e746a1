select u.id as user_id, u.person_id, u.username, c.value as phone, c.code
from app_user u
left join contact_point c on c.person_id = u.person_id and c.system = 'phone' and c.verified_at is null
where u.id = :user
