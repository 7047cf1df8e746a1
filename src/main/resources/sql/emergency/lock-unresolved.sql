-- Always in the order of the ids, so that two transactions never wait for each other.
select * from emergency where patient_id = :patient and state <> 'RESOLVED' order by id for update
