select id from partner_document where partner = :partner and state = 'waiting' order by received_at limit 100
