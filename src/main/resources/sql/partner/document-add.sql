insert into partner_document (id, partner, way, name, content_hash, body, received_at, state, tried_at)
values (:id, :partner, :way, :name, :hash, :body, :now, :state, :now)
on conflict (partner, content_hash, name) do nothing
