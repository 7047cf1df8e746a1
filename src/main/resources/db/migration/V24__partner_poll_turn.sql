-- A partner is asked by one at a time: until when the one that asks may be busy, if it does not say earlier that it is done.
alter table partner_poll add column busy_until timestamptz;
