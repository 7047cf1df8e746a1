-- Whether a message of the hub, by the id that its gateway gave it, told of a dose. Rows of a digest carry that id too.
select exists (
  select 1 from delivery q
  where q.gateway = :gateway and q.provider_message_id = :quoted and q.person_id = :patient and q.template = 'reminder.medication')
