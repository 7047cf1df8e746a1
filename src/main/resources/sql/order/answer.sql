-- A late or second answer to a message of ours: whatever the row was waiting for, it waits no longer.
update lab_order_delivery
set state = case when :committed then 'committed' else 'sent' end, answer_code = :code, reason = null, lease_until = null,
    next_attempt_at = :next, concluded_at = case when :committed then null else :now::timestamptz end
where id = :id and state in ('pending', 'sending', 'committed', 'failed', 'needs-person')
returning id
