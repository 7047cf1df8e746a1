select body from partner_document where partner = :partner and name = :name and state = 'attachment' and body <> '' order by received_at desc limit 1
