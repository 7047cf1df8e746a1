select i.value, split_part(i.system, '|', 2) as assigner
from patient_identifier i
where i.patient_id = :patient and split_part(i.system, '|', 1) = :partner and i.system <> 'own'
order by i.created_at, i.value
limit 4
