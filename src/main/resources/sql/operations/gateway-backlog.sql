-- Messages of each number that are due and not on their way.
select gateway, count(*) as waiting from delivery where state = 'pending' and next_attempt_at <= :now group by gateway
