update partner_document set state = :state, reason = :reason, reports = :reports, tried_at = :now where id = :id
