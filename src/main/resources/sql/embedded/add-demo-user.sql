insert into app_user (id, person_id, username, password_hash, roles)
values (?, ?, ?, ?, array[?])
on conflict do nothing
