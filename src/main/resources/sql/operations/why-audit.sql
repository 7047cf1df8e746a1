select at, actor, action, resource_type as "resource", resource_id as "resourceId"
from audit_entry
where patient_id = any (:patients::uuid[])
  and at between :from and :to
  and (request_id = any (:stories) or resource_id = any (:things))
  and resource_type <> 'story'
order by at desc
limit 300
