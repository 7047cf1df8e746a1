select v.id, v.version, v.files from partner_pack p
join partner_pack_version v on v.name = p.name and v.files is not null and v.id < p.version_id
where p.name = :name and v.hash <> (select c.hash from partner_pack_version c where c.id = p.version_id)
order by v.id desc limit 1
