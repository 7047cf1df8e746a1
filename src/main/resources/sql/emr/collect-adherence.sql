-- Patients of a partner whose week is over and not yet written.
select distinct a.patient_id
from emr_identifier i
join adherence_day a on a.patient_id = i.patient_id and a.kind = 'MEDICATION' and a.local_date between :from and :to
where i.partner = :partner and a.due > 0
  and not exists (
    select 1 from emr_delivery d
    where d.partner = :partner and d.dedupe_key = 'adherence:' || a.patient_id || ':' || :week)
limit :limit
