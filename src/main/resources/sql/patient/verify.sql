-- Only a message from the number itself brings the code, so a code cannot be guessed from elsewhere.
update contact_point
set verified_at = now(), code = null
where system = 'phone' and value = :digits and code = :code and verified_at is null
  and created_at > now() - interval '7 days'
returning person_id
