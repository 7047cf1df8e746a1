select p.id, p.patient_id, p.kind, p.title, p.dose, p.critical, p.zone as own_zone, p.timing_id, p.start_date, p.end_date, p.event_at,
       p.before_minutes, p.state, p.paused_until, p.version, p.stock, p.units_per_dose, p.refill_days, n.due_at as next_due,
       t.zone, t.times::text[] as times, t.days, t.every_days
from reminder_plan p
left join reminder_timing t on t.id = p.timing_id
left join reminder_next n on n.plan_id = p.id
where {where}
