select family, given, birth_date, sex
from emr_person
where patient_id = :patient
order by partner = :partner desc, occurred_at desc
limit 1
