-- Lets one message go, or not, with everything else that may be told to the same person by :soon. The best of those that
-- are due takes the others with it (digest) and counts once for the local day; the others wait for it. Room is kept for
-- what ranks higher and is due later the same day. Answers SEND or CAP, or nothing when another one is first.
with due as (
  select d.id, contact_rank(d.category) as rank, d.body, d.next_attempt_at, d.counted_on
  from delivery d
  where d.person_id = :person and d.state = 'pending' and d.kind in ('REMINDER', 'NOTICE')
    and (d.next_attempt_at <= :now or d.next_attempt_at <= :soon and d.template not like 'reminder.medication%')
    and (d.send_until is null or d.send_until > :now)
    and (d.reword <> 'WANTED' or d.id = :id)
    and (not :quiet or d.template like 'reminder.medication%' or d.category = 'critical')
    and not opted_out(d.person_id, d.patient_id, d.category)
  for update
), told as (
  select due.*,
         row_number() over (order by next_attempt_at > :now, rank, next_attempt_at, id) as place,
         sum(length(body) + 2) over (order by next_attempt_at > :now, rank, next_attempt_at, id) as upto
  from due
), mine as (
  select * from told where id = :id and place = 1
), reserved as (
  select count(*)::int as messages
  from delivery h, mine
  where h.person_id = :person and h.state = 'pending' and h.kind in ('REMINDER', 'NOTICE')
    and h.next_attempt_at > :now and h.next_attempt_at < :dayEnd
    and contact_rank(h.category) < mine.rank and h.id not in (select id from due)
), counted as (
  insert into contact_day as c (person_id, day, sent)
  select :person, :day, 1 from mine, reserved where mine.counted_on is distinct from :day and reserved.messages < :cap
  on conflict (person_id, day) do update set sent = c.sent + 1 where c.sent + (select messages from reserved) < :cap
  returning sent
), verdict as (
  select mine.id, case when mine.counted_on = :day or exists (select 1 from counted) then 'SEND' else 'CAP' end as word from mine
), merged as (
  update delivery d
  set state = 'sending', lease_until = 'infinity', merged_into = :id, reason = 'told together with delivery ' || :id
  from told, verdict v
  where v.word = 'SEND' and d.id = told.id and told.id <> :id and told.upto <= :longest
  returning told.body, told.place, d.buttons
)
update delivery d
set state = case v.word when 'CAP' then 'suppressed' else d.state end,
    reason = case v.word when 'CAP' then 'limit of ' || :cap || ' messages a day reached' else d.reason end,
    lease_until = case v.word when 'CAP' then null else d.lease_until end,
    counted_on = case v.word when 'SEND' then :day else d.counted_on end,
    digest_size = d.digest_size + (select count(*) from merged)::int,
    body = d.body || coalesce((select string_agg(E'\n\n' || body, '' order by place) from merged), ''),
    buttons = coalesce(d.buttons, (select buttons from merged where buttons is not null order by place limit 1))
from verdict v
where d.id = v.id
returning v.word
