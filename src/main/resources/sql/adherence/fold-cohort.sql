-- Counts anew the given days for all patients. asked: what a patient could have confirmed.
with asked as (
  select *, due - cancelled - system_missed as asked from adherence_day where local_date in (:dates)
)
insert into adherence_cohort_day
  (local_date, kind, patients, due, taken, not_taken, answered, missed, system_missed, cancelled, pending,
   unknown, below_50, below_80, below_100, full_100)
select local_date, kind, count(*), sum(due), sum(taken), sum(not_taken), sum(answered), sum(missed), sum(system_missed), sum(cancelled), sum(pending),
       count(*) filter (where asked = 0),
       count(*) filter (where asked > 0 and taken * 100 < asked * 50),
       count(*) filter (where asked > 0 and taken * 100 >= asked * 50 and taken * 100 < asked * 80),
       count(*) filter (where asked > 0 and taken * 100 >= asked * 80 and taken < asked),
       count(*) filter (where asked > 0 and taken = asked)
from asked
group by local_date, kind
on conflict (local_date, kind) do update
set patients = excluded.patients, due = excluded.due, taken = excluded.taken, not_taken = excluded.not_taken, answered = excluded.answered,
    missed = excluded.missed, system_missed = excluded.system_missed, cancelled = excluded.cancelled, pending = excluded.pending,
    unknown = excluded.unknown, below_50 = excluded.below_50, below_80 = excluded.below_80, below_100 = excluded.below_100,
    full_100 = excluded.full_100
