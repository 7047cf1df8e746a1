select id, patient_id as "patientId", kind, state, rung, opened_at as "openedAt", acknowledged_at as "acknowledgedAt",
       acknowledged_by as "acknowledgedBy", resolved_at as "resolvedAt", resolution
from emergency
where id = any (:emergencies::uuid[])
