-- Takes as many due messages of one number as its rate allows until :horizon from now, and moves the number's clock on
-- by exactly that many (GCRA: a slot every :interval; :spent nanoseconds went to urgent messages and replies meanwhile).
-- Replies that are tried again come first, then the oldest. Who meanwhile belongs to another number only moves there.
with held as (
  select gateway, greatest(tat, :now) + :spent as base from gateway_rate where gateway = :gateway for update
), room as (
  select gateway, base, least(:most, greatest(0, (:now + :horizon - base) / :interval)) as slots from held
), replies as (
  select id, next_attempt_at from delivery
  where gateway = :gateway and state = 'pending' and not urgent and kind = 'REPLY' and next_attempt_at <= :at
    and (lease_until is null or lease_until <= :at) and (send_until is null or send_until > :at)
  order by next_attempt_at limit (select slots from room) for update skip locked
), others as (
  select id, next_attempt_at from delivery
  where gateway = :gateway and state = 'pending' and not urgent and kind <> 'REPLY' and next_attempt_at <= :at
    and (lease_until is null or lease_until <= :at) and (send_until is null or send_until > :at)
  order by next_attempt_at limit (select slots - (select count(*) from replies) from room) for update skip locked
), due as (
  select id, next_attempt_at, true as reply from replies union all select id, next_attempt_at, false from others
), taken as (
  update delivery d
  set gateway = case when d.attempts = 0 then delivery_gateway(d.person_id, d.address, :default, :enabled) else d.gateway end,
      lease_until = case when d.attempts > 0 or delivery_gateway(d.person_id, d.address, :default, :enabled) = :gateway then :lease end
  from due
  where d.id = due.id
  returning d.id, d.patient_id, d.correlation_id, d.event_id, d.gateway, due.reply, due.next_attempt_at
), stay as (
  select * from taken where gateway = :gateway
), moved as (
  update gateway_rate r set tat = room.base + (select count(*) from stay) * :interval
  from room where r.gateway = room.gateway
  returning r.gateway
)
select stay.id, stay.patient_id, stay.correlation_id, stay.event_id, room.base
from stay cross join room cross join moved
order by stay.reply desc, stay.next_attempt_at
