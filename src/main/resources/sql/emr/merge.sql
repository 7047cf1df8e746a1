-- Everything of the retired record that is not a plan or an emergency (those must be over) becomes the survivor's.
with merged as (
  insert into patient_merge (retired_id, survivor_id, merged_at, merged_by) values (:retired, :survivor, :now, :by)
), readings as (
  update glucose_reading set patient_id = :survivor where patient_id = :retired
), links as (
  insert into care_link (patient_id, person_id, relation, rank, created_at)
  select :survivor, person_id, relation, rank, created_at from care_link where patient_id = :retired and person_id <> :survivor
  on conflict do nothing
), unlinked as (
  delete from care_link where patient_id = :retired
), contacts as (
  update contact_point c set person_id = :survivor
  where c.person_id = :retired
    and not exists (select 1 from contact_point s where s.person_id = :survivor and s.system = c.system and s.value = c.value)
), lab_numbers as (
  update patient_identifier set patient_id = :survivor where patient_id = :retired
), lab_orders as (
  update lab_order set patient_id = :survivor where patient_id = :retired
), media as (
  update media_object set patient_id = :survivor where patient_id = :retired
), lab_reports as (
  update lab_report set patient_id = :survivor where patient_id = :retired
), lab_observations as (
  update lab_observation set patient_id = :survivor where patient_id = :retired
), lab_criticals as (
  update lab_critical set patient_id = :survivor where patient_id = :retired
), lab_reviews as (
  update lab_review set patient_id = :survivor where patient_id = :retired
), identifiers as (
  update emr_identifier set patient_id = :survivor where patient_id = :retired
), persons as (
  update emr_person e set patient_id = :survivor
  where e.patient_id = :retired
    and not exists (select 1 from emr_person s where s.patient_id = :survivor and s.partner = e.partner)
), visits as (
  update emr_visit v set patient_id = :survivor
  where v.patient_id = :retired
    and not exists (select 1 from emr_visit s where s.patient_id = :survivor and s.partner = v.partner
                    and s.event = v.event and s.occurred_at = v.occurred_at)
), logins as (
  update app_user set person_id = :survivor where person_id = :retired returning id
)
update login_session set revoked_at = :now, reason = 'patient merged'
where user_id in (select id from logins) and revoked_at is null
