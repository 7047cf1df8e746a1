insert into partner_pack_version (name, version, hash, origin, files, problems, loaded_at, loaded_by)
values (:name, :version, :hash, :origin, :files, :problems::jsonb, :at, :by)
returning id
