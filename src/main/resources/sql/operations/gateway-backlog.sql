-- Messages of each number that are due and not on their way; each part has an index of its own.
select gateway, sum(waiting)::bigint as waiting
from (
  select gateway, count(*) as waiting from delivery where state = 'pending' and urgent and next_attempt_at <= :now group by gateway
  union all
  select gateway, count(*) from delivery where state = 'pending' and not urgent and kind = 'REPLY' and next_attempt_at <= :now group by gateway
  union all
  select gateway, count(*) from delivery where state = 'pending' and not urgent and kind <> 'REPLY' and next_attempt_at <= :now group by gateway
) waiting
group by gateway
