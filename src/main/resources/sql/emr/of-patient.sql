select assigner, value, type
from emr_identifier
where partner = :partner and patient_id = :patient
order by survivor_value is not null, created_at, assigner, value
