select distinct person_id from contact_point where system = 'phone' and verified_at is not null and value = any (:numbers)
union
select distinct person_id from contact_point where system = 'phone' and verified_at is null and value = any (:numbers)
