select version, left(hash, 12) as hash, origin, problems is null as accepted, loaded_at as "loadedAt", loaded_by as "loadedBy"
from partner_pack_version where name = :name order by id desc limit 20
