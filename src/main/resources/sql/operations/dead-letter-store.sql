-- The same poison again while its first letter waits for a person: one row that counts.
insert into dead_letter (id, source, event_id, type, subject, correlation_id, body, headers, cause, cause_message,
                         stack_head, attempts)
values (:id, :source, :eventId, :type, :subject, :correlationId, :body, :headers::jsonb, :cause, :message, :stack,
        :attempts)
on conflict (source, coalesce(event_id::text, md5(body))) where state = 'NEW'
do update set attempts = dead_letter.attempts + excluded.attempts,
              headers = excluded.headers,
              cause = excluded.cause,
              cause_message = excluded.cause_message,
              stack_head = excluded.stack_head
returning id
