select kind, case when :weekly then date_trunc('week', local_date::timestamp)::date else local_date end as start,
       sum(due) as due, sum(taken) as taken, sum(not_taken) as not_taken, sum(answered) as answered, sum(missed) as missed,
       sum(system_missed) as system_missed, sum(cancelled) as cancelled, sum(pending) as pending,
       sum(patients) as patient_days, sum(unknown) as unknown, sum(below_50) as below_50, sum(below_80) as below_80,
       sum(below_100) as below_100, sum(full_100) as full_100
from adherence_cohort_day
where local_date between :from and :to and (:kind::text is null or kind = :kind)
group by 1, 2
order by 1, 2
