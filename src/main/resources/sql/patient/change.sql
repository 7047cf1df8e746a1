-- What is null stays as it is. Consent to rewording leaves its line in the log.
with profile as (
  update person
  set language = coalesce(:language, language), zone = coalesce(:zone, zone)
  where id = :id
), said as (
  select :id::uuid as person, case when :aiRewording then 'IN' else 'OUT' end as state, now() as at, 'api' as source,
         'aiRewording set by the patient' as wording
  where :aiRewording::boolean is not null
), log as (
  insert into consent_log (person_id, category, state, at, source, wording, actor_id)
  select person, 'ai-rewording', state, at, source, wording, person from said
), held as (
  insert into consent as c (person_id, category, state, since, source, wording)
  select person, 'ai-rewording', state, at, source, wording from said
  on conflict (person_id, category) do update
  set since = case when c.state = excluded.state then c.since else excluded.since end,
      state = excluded.state, source = excluded.source, wording = excluded.wording
)
update patient
set meter_unit = coalesce(:meterUnit, meter_unit),
    glucose_only = coalesce(:glucoseOnly, glucose_only),
    ai_rewording = coalesce(:aiRewording, ai_rewording)
where id = :id
