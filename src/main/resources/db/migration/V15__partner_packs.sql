-- Partner packs: which content of which partner is in force, for all nodes and after a restart.
create table partner_pack_version (
  id         bigint generated always as identity primary key,
  name       text not null,
  version    text,
  hash       text not null,
  origin     text not null check (origin in ('shipped', 'folder')),
  files      bytea,
  problems   jsonb,
  loaded_at  timestamptz not null,
  loaded_by  text not null,
  check ((files is null) <> (problems is null))
);
comment on table partner_pack_version is 'every content that was loaded, accepted or refused, in the order of loading';
comment on column partner_pack_version.version is 'as pack.yaml says; null when it could not be read';
comment on column partner_pack_version.hash is 'SHA-256 of all files';
comment on column partner_pack_version.files is 'ZIP archive of an accepted pack''s folder';
comment on column partner_pack_version.problems is 'why it was refused: [{file, line, what, remedy}]';
create index partner_pack_version_name on partner_pack_version (name, id desc);

create table partner_pack (
  name        text primary key,
  version_id  bigint references partner_pack_version,
  state       text not null check (state in ('enabled', 'disabled')),
  refused     jsonb,
  reason      text not null,
  changed_at  timestamptz not null,
  changed_by  text not null
);
comment on column partner_pack.version_id is 'what is in force; null when no content was ever accepted';
comment on column partner_pack.refused is 'problems of newer content that was refused; null when the newest is in force';
comment on column partner_pack.reason is 'last change: loaded, reloaded, refused, enabled, disabled, rolled-back';

create table partner_pack_revision (
  only_one  boolean primary key default true check (only_one),
  revision  bigint not null
);
comment on table partner_pack_revision is 'grows with every change of partner_pack; nodes poll it, and whoever changes packs locks it';
insert into partner_pack_revision (revision) values (0);

create table partner_heard (
  name          text primary key,
  heard_at      timestamptz not null,
  silent_since  timestamptz
);
comment on column partner_heard.heard_at is 'when any node last had a message from the partner';
comment on column partner_heard.silent_since is 'when somebody was told that the partner is silent; null while it is heard';
