select count(*)
from reminder_occurrence o
left join delivery d on d.id = o.id
{where} and (d.id is null or d.state = 'pending') and (d.id is not null or o.state = 'DUE')
