-- What an operator needs at three in the morning: who is in danger since when, who is on it, whom to call. No values.
select e.id, e.patient_id, e.kind, e.state, e.opened_at, p.display_name, p.language, p.zone, t.emergency_number,
       e.acknowledged_at, a.display_name as acknowledged_by,
       (select max(s.done_at) from emergency_step s
        where s.emergency_id = e.id and s.rung = 'OPERATIONS' and s.state = 'DONE') as since,
       (select json_agg(json_build_object(
                 'personId', c.person_id, 'name', q.display_name, 'relation', c.relation, 'language', q.language, 'zone', q.zone,
                 'phones', (select coalesce(json_agg(json_build_object('number', '+' || n.value, 'verified', n.verified_at is not null)
                                                     order by n.verified_at nulls last), '[]')
                            from contact_point n where n.person_id = c.person_id and n.system = 'phone'),
                 'outcome', (select s.outcome from emergency_step s
                             where s.emergency_id = e.id and s.person_id = c.person_id and s.state = 'DONE'
                             order by s.ordinal desc limit 1))
               order by c.place, c.rank)
        from (select e.patient_id as person_id, 'PATIENT' as relation, 0 as place, 0 as rank
              union all
              select l.person_id, l.relation, case l.relation when 'CAREGIVER' then 1 else 2 end, l.rank
              from care_link l where l.patient_id = e.patient_id and l.relation in ('CAREGIVER', 'DOCTOR')) c
        join person q on q.id = c.person_id) as call
from emergency e
join person p on p.id = e.patient_id
join patient t on t.id = e.patient_id
left join person a on a.id = e.acknowledged_by and e.state = 'ACKNOWLEDGED'
where e.state in ('HANDED_OVER', 'ACKNOWLEDGED') and e.rung = 'OPERATIONS'
  and (:afterTime::timestamptz is null or (e.opened_at, e.id) > (:afterTime, :afterId::uuid))
order by e.opened_at, e.id
limit :limit
