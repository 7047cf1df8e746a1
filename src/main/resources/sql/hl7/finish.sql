-- Ends a message's turn. Later messages of its person go on, and are marked when an earlier one failed.
with gone as (
  delete from hl7_turn where seq = :seq
)
update hl7_message m
set state = :state, processed_at = :now, reason = :reason, application_ack = :applicationAck,
    flags = case when not 'after-failed' = any (m.flags)
                      and exists (select 1 from hl7_message f
                                  where f.state = 'failed' and f.order_keys && m.order_keys and f.seq < m.seq)
            then m.flags || 'after-failed'::text else m.flags end
where m.id = :id
