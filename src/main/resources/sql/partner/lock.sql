select revision from partner_pack_revision for update
