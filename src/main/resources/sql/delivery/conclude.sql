-- Writes down a try and what the message becomes; "early" when a receipt was quicker than the answer.
-- Fenced by the attempt number: a sender whose lease ran out must not overwrite what its successor did.
with done as (
update delivery
set state = :state,
    reason = :reason,
    ambiguous = ambiguous or :ambiguous,
    attempts = attempts - :uncounted,
    next_attempt_at = :nextAttemptAt,
    lease_until = :leaseUntil,
    channel = :channel,
    gateway = :gateway,
    failures = :failures,
    hops = :hops,
    as_template = :asTemplate,
    provider_message_id = coalesce(:providerMessageId, provider_message_id),
    sent_at = case when :state = 'sent' then :now else sent_at end
where id = :id and state = 'sending' and attempts = :attempt
returning person_id, patient_id, emergency_id, kind, urgent, dedupe_key, correlation_id, event_id, gateway, channel
), kept as (
  insert into delivery_attempt (delivery_id, attempt, at, gateway, outcome, status, detail, took_ms)
  select :id, :attempt, :now, :tried, :outcome, :status, :detail, :took from done where :uncounted = 0
  on conflict do nothing
)
select done.*,
       exists (select 1 from delivery_receipt r where r.gateway = :tried and r.provider_message_id = :providerMessageId) as early
from done
