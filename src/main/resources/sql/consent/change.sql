-- What holds now, and a line of the log for every time it was said.
with log as (
  insert into consent_log (person_id, category, state, at, source, wording, actor_id, message_id)
  values (:person, :category, :state, :now, :source, :wording, :actor, :message)
), flag as (
  update patient set ai_rewording = :state = 'IN' where id = :person and :category = 'ai-rewording'
)
insert into consent as c (person_id, category, state, since, source, wording)
values (:person, :category, :state, :now, :source, :wording)
on conflict (person_id, category) do update
set since = case when c.state = excluded.state then c.since else excluded.since end,
    state = excluded.state, source = excluded.source, wording = excluded.wording
