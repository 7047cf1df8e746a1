-- Takes back what has not left. An occurrence whose message is just being made shows it only after that: so those cancelled before
-- are looked at again, and stopping twice stops all.
with meant as (
  select o.id, o.state from reminder_occurrence o {where}
), stopped as (
  update delivery d set state = 'suppressed', reason = :reason, lease_until = null
  from meant m
  where d.id = m.id and d.state = 'pending'
  returning d.id
), unmade as (
  select m.id from meant m where m.state = 'DUE' and not exists (select 1 from delivery d where d.id = m.id)
)
update reminder_occurrence o set state = 'CANCELLED', reason = :reason
where o.id in (select id from stopped union all select id from unmade) and o.state in ('DUE', 'CANCELLED')
