-- What is null stays as it is.
with profile as (
  update person
  set language = coalesce(:language, language), zone = coalesce(:zone, zone)
  where id = :id
)
update patient
set meter_unit = coalesce(:meterUnit, meter_unit),
    glucose_only = coalesce(:glucoseOnly, glucose_only),
    ai_rewording = coalesce(:aiRewording, ai_rewording)
where id = :id
