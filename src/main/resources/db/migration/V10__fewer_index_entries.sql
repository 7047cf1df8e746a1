-- Each index entry of a reminder counts 600,000 times in a rush.
-- A patient's next times are found through their shard.
drop index reminder_next_patient;

-- A reminder's story is its own id: only messages that belong to another story need an entry.
drop index delivery_correlation;
create index delivery_correlation on delivery (correlation_id) where correlation_id <> id::text;
