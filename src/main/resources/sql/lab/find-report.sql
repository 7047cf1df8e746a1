-- By the laboratory's number; one that only knew our number so far is the same report.
select id, patient_survivor(patient_id) as patient_id, status, issued_at, filler
from lab_report
where facility = :facility
  and (filler = :filler
       or (filler is null and placer = :placer)
       or (other_key = :other)
       or (cast(:filler as text) is null and placer = :placer
           and not exists (select 1 from lab_report o where o.facility = :facility and o.placer = :placer and o.id <> lab_report.id)))
order by filler = :filler desc nulls last, created_at
limit 1
