select r.status in ('final', 'amended', 'corrected', 'appended')
       and not exists (select 1 from lab_observation o join lab_observation_version v on v.id = o.current_id
                       where o.report_id = r.id and (v.review is not null or v.critical is not null))
       and not exists (select 1 from lab_critical c where c.report_id = r.id)
from lab_report r
where r.id = :report
