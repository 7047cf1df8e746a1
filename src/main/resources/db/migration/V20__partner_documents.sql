-- Documents of laboratories that are asked for (REST) or that leave files (SFTP). Kept as they came: a partner may not have them twice.
create table partner_document (
  id            uuid primary key,
  partner       text not null,
  way           text not null check (way in ('poll', 'files')),
  name          text not null,
  content_hash  bytea not null,
  body          bytea not null,
  received_at   timestamptz not null,
  state         text not null check (state in ('read', 'waiting', 'unreadable', 'attachment')),
  reason        text,
  reports       int not null default 0,
  tried_at      timestamptz not null,
  unique (partner, content_hash, name)
);
comment on column partner_document.name is 'of the file, or the day of the poll; never a part of its content';
comment on column partner_document.state is
  'read: its reports are stored; waiting: for a file that it names; unreadable: a person must look, mend the pack and have it read again; '
  'attachment: a file that a document names';
comment on column partner_document.reason is 'place and remedy, nothing of the content';
create index partner_document_open on partner_document (partner, tried_at) where state in ('waiting', 'unreadable');
create index partner_document_file on partner_document (partner, name) where state = 'attachment';

-- When each partner that does not send by itself is asked next, and where its answers go on.
create table partner_poll (
  partner     text primary key,
  next_at     timestamptz not null,
  cursor      text,
  asked_at    timestamptz,
  outcome     text
);
