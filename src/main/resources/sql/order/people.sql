select n.display_name, coalesce(p.birth_date, e.birth_date) as birth_date, e.family, e.given, e.sex, d.display_name as doctor_name,
       (select c.value from contact_point c
        where c.person_id = n.id and c.system = 'phone' and c.verified_at is not null
        order by c.verified_at desc limit 1) as phone
from person n
join patient p on p.id = n.id
join person d on d.id = :doctor
left join lateral (select * from emr_person m where m.patient_id = n.id order by m.occurred_at desc limit 1) e on true
where n.id = :patient
