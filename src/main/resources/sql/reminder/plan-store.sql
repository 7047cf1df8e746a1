insert into reminder_plan (id, patient_id, kind, title, dose, critical, zone, timing_id, start_date, end_date, event_at, before_minutes,
                           state, paused_until, version, stock, units_per_dose, refill_days, created_by, created_at, changed_at, correlation_id)
values (:id, :patient, :kind, :title, :dose, :critical, :zone, :timing, :start, :end, :event, :before,
        :state, :pausedUntil, :version, :stock, :perDose, :refillDays, :author, :now, :now, :correlation)
on conflict (id) do update
set title = excluded.title, dose = excluded.dose, critical = excluded.critical, zone = excluded.zone, timing_id = excluded.timing_id,
    start_date = excluded.start_date, end_date = excluded.end_date, event_at = excluded.event_at, before_minutes = excluded.before_minutes,
    state = excluded.state, paused_until = excluded.paused_until, version = excluded.version, stock = excluded.stock,
    units_per_dose = excluded.units_per_dose, refill_days = excluded.refill_days, changed_at = excluded.changed_at,
    refill_warned_at = case when excluded.stock > reminder_plan.stock then null else reminder_plan.refill_warned_at end
