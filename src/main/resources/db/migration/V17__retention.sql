-- What has done its work goes by night: bodies first, rows later; of a photo first the object, then the row.

create table retention_mark (
  what   text primary key,
  until  timestamptz not null
);
comment on table retention_mark is 'up to when bodies were culled (inbound_message, delivery) or rows removed (reminder_occurrence); earlier days are not counted anew';

alter table media_object drop constraint media_object_state_check;
alter table media_object add constraint media_object_state_check check (state in ('WANTED', 'STORED', 'FAILED', 'REFUSED', 'SWEPT'));
comment on column media_object.state is 'SWEPT: the object is removed, the row still says that it was there';

create function time_id(at timestamptz) returns uuid language sql volatile parallel safe as $$
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '8' || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid
$$;
comment on function time_id is 'UUIDv8 that begins with its time like UUIDv7, so that the primary key is an index by age';
