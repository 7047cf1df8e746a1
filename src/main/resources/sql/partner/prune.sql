delete from partner_pack_version v
where v.name = :name
  and v.id < (select min(k.id) from (select id from partner_pack_version where name = :name order by id desc limit 50) k)
  and not exists (select 1 from partner_pack p where p.version_id = v.id)
