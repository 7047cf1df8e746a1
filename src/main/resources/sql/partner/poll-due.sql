-- Takes one partner's turn on one node; the pack says when the next one is.
insert into partner_poll (partner, next_at) values (:partner, :next)
on conflict (partner) do update set next_at = excluded.next_at
where partner_poll.next_at <= :now and coalesce(partner_poll.busy_until <= :now, true)
