-- By night: what conversations no longer wait for, and what a language model was shown.
with questions as (
  delete from conversation where expires_at < :now
), turns as (
  delete from conversation_turn where at < :before
), days as (
  delete from contact_day where day < (:before::timestamptz at time zone 'UTC')::date - 2
)
update ai_proposal set text = '' where requested_at < :before and text <> ''
