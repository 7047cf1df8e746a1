-- A reminder's message has the id of its occurrence, which already keeps it from being made twice.
alter table delivery drop constraint delivery_dedupe_key_key;
create unique index delivery_dedupe on delivery (dedupe_key) where dedupe_key <> 'reminder:' || id::text;

-- A patient's occurrences are found through their plans and local days.
drop index reminder_occurrence_patient;

-- Who is told about themselves is found as the patient.
drop index delivery_person;
create index delivery_person on delivery (person_id, created_at) where person_id is distinct from patient_id;

-- What is not urgent and not on its way is found by its number (delivery_paced).
drop index delivery_due;
create index delivery_due on delivery (urgent desc, next_attempt_at) where state = 'sending' or (state = 'pending' and urgent);

create index delivery_emergency on delivery (emergency_id) where emergency_id is not null;
