update partner_pack_revision set revision = revision + 1
