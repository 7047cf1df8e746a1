select files from partner_pack_version where id = :id
