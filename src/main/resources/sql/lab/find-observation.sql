-- The same test: by LOINC, or by the laboratory's own code as long as not both sides name a LOINC.
select o.id, o.loinc, o.local_code, o.current_id
from lab_observation o
where o.report_id = :report and o.sub_id = :sub
  and (o.loinc = :loinc or (o.local_code = :local and (o.loinc is null or cast(:loinc as text) is null)))
order by o.loinc = :loinc desc nulls last
limit 1
for update
