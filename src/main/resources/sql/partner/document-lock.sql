select id, partner, way, name, body, received_at from partner_document
where id = :id and state in ('waiting', 'unreadable') and body <> ''
for update
