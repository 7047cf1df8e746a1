with counted (partner, what, n) as (
  select partner, 'messages', count(*) from lab_message where received_at >= :from and received_at < :to group by partner
  union all
  select partner, 'messages', count(*) from hl7_message
  where kind = 'lab' and accepted and ack_code = 'AA' and received_at >= :from and received_at < :to group by partner
  union all
  select r.partner, 'reports', count(distinct r.id) from lab_report_message m join lab_report r on r.id = m.report_id
  where m.received_at >= :from and m.received_at < :to group by r.partner
  union all
  select r.partner, 'observations', count(*)
  from lab_observation_version v join lab_observation o on o.id = v.observation_id join lab_report r on r.id = o.report_id
  where v.received_at >= :from and v.received_at < :to group by r.partner
  union all
  select r.partner, 'corrected', count(*)
  from lab_observation_version v join lab_observation o on o.id = v.observation_id join lab_report r on r.id = o.report_id
  where v.status in ('amended', 'corrected', 'cancelled', 'entered-in-error') and v.received_at >= :from and v.received_at < :to
  group by r.partner
  union all
  select r.partner, 'unmapped', count(*)
  from lab_observation_version v join lab_observation o on o.id = v.observation_id join lab_report r on r.id = o.report_id
  where v.loinc is null and v.received_at >= :from and v.received_at < :to group by r.partner
  union all
  select partner, 'unmatched', count(*) from lab_review
  where version_id is null and opened_at >= :from and opened_at < :to group by partner
  union all
  select partner, 'critical', count(*) from lab_critical where opened_at >= :from and opened_at < :to group by partner
  union all
  select partner, 'signed_in_time', count(*) from lab_critical
  where opened_at >= :from and opened_at < :to and signed_at <= sign_by group by partner
  union all
  select r.partner, 'emr_delivered', count(*) from emr_delivery d join lab_report r on r.id::text = d.source_id
  where d.kind = 'REPORT' and d.state = 'sent' and d.sent_at >= :from and d.sent_at < :to group by r.partner
)
select partner,
       coalesce(sum(n) filter (where what = 'messages'), 0) as messages,
       coalesce(sum(n) filter (where what = 'reports'), 0) as reports,
       coalesce(sum(n) filter (where what = 'observations'), 0) as observations,
       coalesce(sum(n) filter (where what = 'corrected'), 0) as corrected,
       coalesce(sum(n) filter (where what = 'unmatched'), 0) as unmatched,
       coalesce(sum(n) filter (where what = 'unmapped'), 0) as unmapped,
       coalesce(sum(n) filter (where what = 'critical'), 0) as critical,
       coalesce(sum(n) filter (where what = 'signed_in_time'), 0) as signed_in_time,
       coalesce(sum(n) filter (where what = 'emr_delivered'), 0) as emr_delivered
from counted
group by partner
order by partner
