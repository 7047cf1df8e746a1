update media_object
set state = :state, reason = :reason, next_attempt_at = :nextAttemptAt, attempts = attempts - :uncounted,
    object_key = :objectKey, media_type = :mediaType, size = :size, sha256 = :sha256,
    stored_at = case when :state = 'STORED' then :now::timestamptz end
where id = :id and state = 'WANTED'
