insert into partner_pack (name, state, refused, reason, changed_at, changed_by)
values (:name, 'enabled', :problems::jsonb, 'refused', :at, :by)
on conflict (name) do update
set refused = excluded.refused, reason = excluded.reason, changed_at = excluded.changed_at, changed_by = excluded.changed_by
