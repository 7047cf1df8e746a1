-- All identifiers that merges tie to one, in both directions, with whose they are today. The one asked for need not be known.
with recursive related (assigner, value) as (
  values (:assigner, :value)
  union
  select n.assigner, n.value
  from related r
  cross join lateral (
    select e.survivor_assigner, e.survivor_value from emr_identifier e
    where e.partner = :partner and e.assigner = r.assigner and e.value = r.value and e.survivor_value is not null
    union all
    select e.assigner, e.value from emr_identifier e
    where e.partner = :partner and e.survivor_assigner = r.assigner and e.survivor_value = r.value
  ) n (assigner, value)
)
select e.assigner, e.value, e.type, patient_survivor(e.patient_id) as patient_id,
       e.survivor_assigner, e.survivor_value, e.merged_at, e.merged_by
from related r
join emr_identifier e on e.partner = :partner and e.assigner = r.assigner and e.value = r.value
