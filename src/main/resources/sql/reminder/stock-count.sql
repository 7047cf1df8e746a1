-- A dose leaves the stock, or comes back when somebody takes back what they said.
update reminder_plan
set stock = greatest(stock + :doses * coalesce(units_per_dose, 1), 0)
where id = :plan and stock is not null
