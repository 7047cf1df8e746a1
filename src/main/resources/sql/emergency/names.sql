-- Names of the people who take part in an emergency.
select id, display_name from person
where id in (select person_id from emergency_step where emergency_id = :emergency
             union select person_id from emergency_fact where emergency_id = :emergency
             union select acknowledged_by from emergency where id = :emergency)
