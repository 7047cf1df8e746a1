select p.name, p.version_id, v.version, v.origin, p.state, p.refused::text as refused, p.reason, p.changed_at, p.changed_by
from partner_pack p left join partner_pack_version v on v.id = p.version_id
order by p.name
