-- The id of a rhythm, made when nobody has it yet.
with new as (
  insert into reminder_timing (zone, times, days, every_days)
  values (:zone, :times::time[], :days, :everyDays)
  on conflict do nothing
  returning id
)
select id from new
union all
select id from reminder_timing where zone = :zone and times = :times::time[] and days = :days and every_days = :everyDays
limit 1
