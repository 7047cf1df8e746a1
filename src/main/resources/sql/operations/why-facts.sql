select emergency_id as "emergencyId", at, kind, person_id as "personId"
from emergency_fact
where emergency_id = any (:emergencies::uuid[])
order by at
