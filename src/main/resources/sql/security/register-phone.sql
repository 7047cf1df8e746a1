insert into contact_point (id, person_id, system, value, code)
values (:id, :person, 'phone', :digits, :code)
