-- A partner's newest word about a patient; what it leaves out stays.
insert into emr_person (patient_id, partner, family, given, birth_date, sex, phone, occurred_at, message_id)
values (:patient, :partner, :family, :given, :birthDate, :sex, :phone, :at, :message)
on conflict (patient_id, partner) do update
set family = coalesce(excluded.family, emr_person.family), given = coalesce(excluded.given, emr_person.given),
    birth_date = coalesce(excluded.birth_date, emr_person.birth_date), sex = coalesce(excluded.sex, emr_person.sex),
    phone = coalesce(excluded.phone, emr_person.phone), occurred_at = excluded.occurred_at, message_id = excluded.message_id
where (emr_person.occurred_at, emr_person.message_id collate "C") < (excluded.occurred_at, excluded.message_id collate "C")
