-- The message comes from the number itself, so a code cannot be tried from elsewhere; still few tries and not for ever.
with tried as (
  select id, person_id, code = :code as fits,
         code_attempts < :attempts and coalesce(code_expires_at, created_at + interval '7 days') > :now as usable
  from contact_point
  where system = 'phone' and value = :phone and verified_at is null and code is not null
  for update
), counted as (
  update contact_point c set code_attempts = c.code_attempts + 1
  from tried
  where c.id = tried.id and not exists (select 1 from tried where fits)
), proved as (
  update contact_point c set verified_at = :now, code = null
  from tried
  where c.id = tried.id and tried.fits and tried.usable
  returning c.person_id
)
select (select person_id from proved limit 1) as person_id,
       coalesce((select bool_or(not usable) from tried where fits or not exists (select 1 from tried where fits)), false) as used_up
