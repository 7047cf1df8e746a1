insert into partner_pack (name, version_id, state, reason, changed_at, changed_by)
values (:name, :id, 'enabled', :reason, :at, :by)
on conflict (name) do update
set version_id = excluded.version_id, refused = null, reason = excluded.reason, changed_at = excluded.changed_at,
  changed_by = excluded.changed_by
