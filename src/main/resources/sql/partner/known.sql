select name, hash from partner_pack_version
