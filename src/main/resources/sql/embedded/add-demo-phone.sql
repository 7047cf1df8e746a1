insert into contact_point (id, person_id, system, value, verified_at)
values (?, ?, 'phone', ?, now())
on conflict do nothing
