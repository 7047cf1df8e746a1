select count(*) filter (where state = 'OPEN') as open,
       count(*) filter (where state = 'ACKNOWLEDGED') as acknowledged,
       count(*) filter (where state = 'HANDED_OVER') as handed_over,
       coalesce((select extract(epoch from :now - min(due_at)) from emergency_step
                 where state = 'WAITING' and due_at <= :now), 0) as overdue
from emergency
where state in ('OPEN', 'ACKNOWLEDGED', 'HANDED_OVER')
