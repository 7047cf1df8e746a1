-- Numbers that somebody waits for: one look at an index each.
select name from unnest(:enabled::text[]) as name
where exists (select 1 from delivery where gateway = name and state = 'pending' and not urgent and kind <> 'REPLY'
                and next_attempt_at <= :at and (lease_until is null or lease_until <= :at) and (send_until is null or send_until > :at))
   or exists (select 1 from delivery where gateway = name and state = 'pending' and not urgent and kind = 'REPLY'
                and next_attempt_at <= :at and (lease_until is null or lease_until <= :at) and (send_until is null or send_until > :at))
