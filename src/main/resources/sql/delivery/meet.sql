-- A receipt and the answer to its send, stored at the same moment, would each not see the other: one waits for the other's commit.
select pg_advisory_xact_lock(hashtextextended(:gateway || ' ' || :providerMessageId, 0))
