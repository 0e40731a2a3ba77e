-- A comment that the brand hid on its page, and whether the page likes it.
alter table messages add column hidden_at timestamptz;
alter table messages add column liked_at timestamptz;
-- Who had it deleted on its platform, from the moment when that was asked there.
alter table messages add column removal jsonb;
alter table early_news drop constraint early_news_kind_check;
alter table early_news add constraint early_news_kind_check
  check (kind in ('edited', 'deleted', 'delivery', 'reacted', 'hidden'));

-- The same person in private, where the platform has another id for them there.
alter table identities add column private_identity_id uuid;

-- What a platform has to be asked about once a message is there: who wrote it, or the post above it. A row goes when it is
-- answered or given up.
create table lookups (
  organization_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  kind text not null check (kind in ('profile', 'post')),
  -- As the platform names it.
  key text not null,
  identity_id uuid,
  conversation_id uuid,
  attempts int not null default 0,
  next_attempt_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, channel_id) references channels (organization_id, id),
  foreign key (organization_id, identity_id) references identities (organization_id, id) on delete cascade,
  foreign key (organization_id, conversation_id) references conversations (organization_id, id) on delete cascade
);
create unique index lookups_of_identity on lookups (organization_id, identity_id) where identity_id is not null;
create unique index lookups_of_conversation on lookups (organization_id, conversation_id) where conversation_id is not null;
create index lookups_due on lookups (next_attempt_at);

do $$
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  alter table lookups enable row level security;
  create policy one_organization on lookups to guichet_app
    using (organization_id = (select guichet_organization()))
    with check (organization_id = (select guichet_organization()));
  grant select, insert, update, delete on lookups to guichet_app;
end $$;
