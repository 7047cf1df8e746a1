select id, patient_id as "patientId", source, recorded_at as "recordedAt", received_at as "receivedAt"
from glucose_reading
where id = any (:readings::uuid[])
