-- A week of doses, as docs/adherence has the words: asked is what the patient could have confirmed.
select coalesce(sum(due), 0) as due, coalesce(sum(taken), 0) as taken, coalesce(sum(not_taken), 0) as not_taken,
       coalesce(sum(missed), 0) as missed, coalesce(sum(due - cancelled - system_missed), 0) as asked
from adherence_day
where patient_id = :patient and kind = 'MEDICATION' and local_date between :from and :to
