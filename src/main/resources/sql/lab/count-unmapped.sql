insert into lab_unmapped (partner, system, code, display, unit, seen, first_seen, last_seen)
values (:partner, :system, :code, :display, :unit, 1, :now, :now)
on conflict (partner, system, code, unit) do update set seen = lab_unmapped.seen + 1, last_seen = excluded.last_seen
