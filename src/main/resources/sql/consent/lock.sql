-- Claims of messages to one person go one after the other, so that a limit counts right. Nothing comes back for
-- emergencies and direct replies: no rule holds them.
select d.person_id, d.category, d.template, d.send_until, p.zone, p.quiet_from, p.quiet_to,
       opted_out(d.person_id, d.patient_id, d.category) as opted_out,
       d.gateway = any (:windowed)
       and (d.as_template
            or not exists (select 1 from inbound_message m
                           where m.gateway = d.gateway and m.person_id = d.person_id and m.state not in ('IGNORED', 'UNUSABLE')
                             and m.received_at > :opened and coalesce(m.sent_at, m.received_at) > :opened)) as alone,
       pg_advisory_xact_lock(hashtextextended(d.person_id::text, 61))::text as locked
from delivery d
left join person p on p.id = d.person_id
where d.id = :id and d.category not in ('emergency', 'reply') and d.state = 'pending' and d.next_attempt_at <= :now
  and (d.send_until is null or d.send_until > :now)
