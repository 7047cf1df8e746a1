-- Who does not number repeated results means the one there is; :sub is empty here.
select o.id, o.loinc, o.local_code, o.current_id
from lab_observation o
where o.report_id = :report and o.sub_id is distinct from :sub
  and (o.loinc = :loinc or (o.local_code = :local and (o.loinc is null or cast(:loinc as text) is null)))
  and 1 = (select count(*) from lab_observation a
           where a.report_id = :report
             and (a.loinc = :loinc or (a.local_code = :local and (a.loinc is null or cast(:loinc as text) is null))))
for update
