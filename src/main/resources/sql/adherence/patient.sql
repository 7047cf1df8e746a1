select kind, case when :weekly then date_trunc('week', local_date::timestamp)::date else local_date end as start,
       sum(due) as due, sum(taken) as taken, sum(not_taken) as not_taken, sum(answered) as answered, sum(missed) as missed,
       sum(system_missed) as system_missed, sum(cancelled) as cancelled, sum(pending) as pending
from adherence_day
where patient_id = :patient and local_date between :from and :to
group by 1, 2
order by 1, 2
