-- A second identity of a number that is known already, as WhatsApp tells it.
insert into contact_point (id, person_id, system, value, verified_at)
values (:id, :person, :system, :value, now())
on conflict (person_id, system, value) do nothing
