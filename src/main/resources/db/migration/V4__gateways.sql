-- Sending through several gateways: which one a person is written to through, what a message carries beside its words,
-- and the rate of each sending number, shared by all nodes.

alter table person add column whatsapp_gateway text;
comment on column person.whatsapp_gateway is 'name under procare.whatsapp.gateways; null = through the gateway of the last message that the person wrote, else the default';
alter table person add column reads text[] not null default '{}';
comment on column person.reads is 'further languages that the person reads, in order; used when a template lacks the first';

alter table delivery
  add column buttons     jsonb,
  add column media_url   text,
  add column as_template boolean not null default false,
  add column failures    int     not null default 0,
  add column hops        int     not null default 0;
comment on column delivery.buttons is 'up to 3 quick replies, [{"id","title"}]; a numbered menu where the gateway delivers no buttons';
comment on column delivery.media_url is 'https link of an image that goes with the words as its caption';
comment on column delivery.as_template is 'the gateway said that the 24-hour window is closed: only a template may go';
comment on column delivery.failures is 'tries that failed at the present gateway, for the failover of urgent messages';
comment on column delivery.hops is 'how many gateways this round of failover has left behind';

-- The pacer walks along these; immediate messages (urgent ones, first replies) never meet them.
create index delivery_paced on delivery (gateway, next_attempt_at) where state = 'pending' and not urgent and kind <> 'REPLY';
create index delivery_paced_reply on delivery (gateway, next_attempt_at) where state = 'pending' and not urgent and kind = 'REPLY';

create index delivery_address on delivery (address, sent_at) where sent_at is not null;

alter table delivery_attempt add column gateway text;

create table gateway_rate (
  gateway  text   primary key,
  tat      bigint not null default 0
) with (fillfactor = 50);
comment on table gateway_rate is 'one row a sending number; its theoretical arrival time (GCRA, ITU-T I.371) says when the next message may go, in nanoseconds of the epoch';

-- One rule for three statements (request, pacing, planned reminders): the person's own gateway, else the one they last
-- wrote through, else the default; only gateways that are switched on count.
create function delivery_gateway(person uuid, address text, otherwise text, enabled text[]) returns text
  language sql stable parallel safe as $$
  select coalesce(
    (select p.whatsapp_gateway from person p where p.id = person and p.whatsapp_gateway = any (enabled)),
    (select m.gateway from inbound_message m
     where m.person_id = person and m.state not in ('IGNORED', 'UNUSABLE') and m.gateway = any (enabled)
     order by m.received_at desc limit 1),
    (select m.gateway from inbound_message m
     where person is null and m.person_id is null and m.sender = address and m.gateway = any (enabled)
     order by m.received_at desc limit 1),
    otherwise)
$$;
