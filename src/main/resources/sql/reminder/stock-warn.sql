-- Warns once for a stock: a plan that gets more clears refill_warned_at. Answers how many whole days it lasts.
with pace as (
  select p.id, p.stock / (coalesce(p.units_per_dose, 1) * cardinality(t.times) * bit_count(t.days::int::bit(7)) / 7.0 / t.every_days) as days
  from reminder_plan p
  join reminder_timing t on t.id = p.timing_id
  where p.id = :plan and p.state = 'ACTIVE' and p.stock is not null and p.refill_days is not null and p.refill_warned_at is null
)
update reminder_plan p
set refill_warned_at = :now
from pace
where p.id = pace.id and pace.days <= p.refill_days
returning floor(pace.days)::int
