-- One side of a merge as a person compares it: who, and how much there is, without what it says.
select p.id, p.display_name as name, p.created_at as since,
       (select count(*) from glucose_reading g where g.patient_id = p.id) as readings,
       (select max(g.recorded_at) from glucose_reading g where g.patient_id = p.id) as last_reading_at,
       (select count(*) from reminder_plan r where r.patient_id = p.id and r.state <> 'ENDED') as running_plans,
       (select count(*) from emergency e where e.patient_id = p.id and e.state <> 'RESOLVED') as open_emergencies,
       (select string_agg(c.value, ',' order by c.verified_at desc) from contact_point c
        where c.person_id = p.id and c.system = 'phone' and c.verified_at is not null) as phones,
       exists (select 1 from app_user u where u.person_id = p.id) as has_login,
       (select jsonb_agg(jsonb_build_object('partner', e.partner, 'family', e.family, 'given', e.given, 'birthDate', e.birth_date, 'sex', e.sex)
                         order by e.partner) from emr_person e where e.patient_id = p.id)::text as told,
       (select jsonb_agg(jsonb_build_object('partner', i.partner, 'assigner', i.assigner, 'value', i.value, 'retired', i.survivor_value is not null)
                         order by i.partner, i.created_at) from emr_identifier i where i.patient_id = p.id)::text as identifiers
from person p
where p.id = :patient
