-- How a try ended. An answer that came another way meanwhile has concluded the row already; then only the try is kept.
with tried as (
  insert into lab_order_attempt (delivery_id, attempt, at, outcome, status, detail, took_ms)
  values (:id, :attempt, :now, :outcome, :status, :detail, :took)
  on conflict (delivery_id, attempt) do nothing
)
update lab_order_delivery
set state = :state, reason = :reason, answer_code = coalesce(:code, answer_code), uncertain = uncertain or :uncertain,
    uncounted = uncounted + :uncounted, next_attempt_at = :next, lease_until = null,
    concluded_at = case when :state in ('pending', 'committed') then null else :now::timestamptz end
where id = :id and state = 'sending' and attempts = :attempt
returning order_id
