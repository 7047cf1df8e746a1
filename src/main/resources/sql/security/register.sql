-- Person, patient and account at once, or nothing when the username is taken.
with account as (
  insert into app_user (id, person_id, username, password_hash, roles)
  select :user, :person, :username, :hash, array['PATIENT']
  where not exists (select 1 from app_user where lower(username) = lower(:username))
  on conflict (lower(username)) do nothing
  returning person_id
), new_person as (
  insert into person (id, display_name, language, zone)
  select person_id, :displayName, :language, :zone from account
  returning id
)
insert into patient (id)
select id from new_person
