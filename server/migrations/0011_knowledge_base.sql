-- The knowledge base: collections apply to channels and to teams; responses and articles are their items.
create table knowledge_collections (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  name text not null check (char_length(name) between 1 and 100),
  -- In conversations of every channel, those to come included.
  all_channels boolean not null default false,
  -- Beside the list of teams, so that a collection whose last team is deleted is nobody's and not everybody's.
  only_teams boolean not null default false,
  version int not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (organization_id, id)
);
create unique index knowledge_collections_name on knowledge_collections (organization_id, lower(name)) where deleted_at is null;

create table knowledge_collection_channels (
  organization_id uuid not null,
  collection_id uuid not null,
  channel_id uuid not null,
  primary key (organization_id, collection_id, channel_id),
  foreign key (organization_id, collection_id) references knowledge_collections (organization_id, id) on delete cascade,
  foreign key (organization_id, channel_id) references channels (organization_id, id) on delete cascade
);
create index knowledge_collection_channels_channel on knowledge_collection_channels (organization_id, channel_id);

create table knowledge_collection_teams (
  organization_id uuid not null,
  collection_id uuid not null,
  team_id uuid not null,
  primary key (organization_id, collection_id, team_id),
  foreign key (organization_id, collection_id) references knowledge_collections (organization_id, id) on delete cascade,
  foreign key (organization_id, team_id) references teams (organization_id, id) on delete cascade
);
create index knowledge_collection_teams_team on knowledge_collection_teams (organization_id, team_id);

create table knowledge_items (
  organization_id uuid not null,
  id uuid not null,
  collection_id uuid not null,
  -- Where it stood before its collection was deleted and it was moved: what restoring the collection brings back.
  former_collection_id uuid,
  kind text not null check (kind in ('response', 'article')),
  title text not null check (char_length(title) between 1 and 100),
  text text not null,
  -- As people search: without accents and case.
  title_key text collate "C" not null,
  text_key text collate "C" not null,
  shorten_links boolean not null default false,
  locale text not null default 'en' check (locale in ('en', 'fr')),
  -- Of an article: the part of its address that cannot be guessed, and the one that people read.
  public_key text,
  slug text,
  published_at timestamptz,
  uses int not null default 0,
  last_used_at timestamptz,
  version int not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  deleted_at timestamptz,
  -- Deleted together with its collection, and restored with it.
  deleted_with uuid,
  primary key (organization_id, id),
  foreign key (organization_id, collection_id) references knowledge_collections (organization_id, id)
);
create index knowledge_items_live on knowledge_items (organization_id, title_key, id) where deleted_at is null;
create index knowledge_items_deleted on knowledge_items (organization_id, title_key, id) where deleted_at is not null;
create index knowledge_items_collection on knowledge_items (organization_id, collection_id);
create index knowledge_items_gone on knowledge_items (deleted_at) where deleted_at is not null;
-- For its page: the address names no organization.
create unique index knowledge_items_public on knowledge_items (public_key) where public_key is not null;

create table knowledge_files (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  -- Null while somebody in Settings has uploaded it and not saved.
  item_id uuid,
  uploaded_by uuid not null,
  position int not null default 0,
  name text not null,
  type text not null,
  inline boolean not null default false,
  size bigint not null,
  file text not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, item_id) references knowledge_items (organization_id, id) on delete cascade
);
create index knowledge_files_item on knowledge_files (organization_id, item_id);
create index knowledge_files_file on knowledge_files (file);
create index knowledge_files_unsaved on knowledge_files (created_at) where item_id is null;

-- Short links outlive the response they were made for: contacts have them in their messages.
create table short_links (
  organization_id uuid not null references organizations (id),
  token text not null,
  item_id uuid not null,
  url text not null,
  opens bigint not null default 0,
  last_opened_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (organization_id, token)
);
-- Whoever follows one says nothing but the token.
create unique index short_links_token on short_links (token);
create index short_links_item on short_links (organization_id, item_id);

do $$
declare
  t text;
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  foreach t in array array[
    'knowledge_collections', 'knowledge_collection_channels', 'knowledge_collection_teams', 'knowledge_items',
    'knowledge_files', 'short_links'
  ] loop
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy one_organization on %I to guichet_app using (organization_id = (select guichet_organization())) with check (organization_id = (select guichet_organization()))', t);
    execute format('grant select, insert, update, delete on %I to guichet_app', t);
  end loop;
end $$;
