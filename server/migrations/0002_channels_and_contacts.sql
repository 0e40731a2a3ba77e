-- Endpoints hold an app's credentials and serve one or more channels (Meta and X call one address for all accounts).
create table endpoints (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  platform text not null,
  -- name → [sealed values, newest first]
  secrets jsonb not null default '{}',
  created_at timestamptz not null default now(),
  primary key (organization_id, id)
);
create unique index endpoints_id on endpoints (id);

create table channels (
  organization_id uuid not null,
  id uuid not null,
  endpoint_id uuid not null,
  platform text not null,
  external_id text not null,
  name text not null check (char_length(name) between 1 and 255),
  state text not null default 'connected' check (state in ('connected', 'needs_reconnection', 'paused')),
  state_reason text,
  auto_assign boolean not null default true,
  grant_to_all boolean not null default false,
  settings jsonb not null default '{}',
  -- name → sealed value
  secrets jsonb not null default '{}',
  last_inbound_at timestamptz,
  last_outbound_at timestamptz,
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, endpoint_id) references endpoints (organization_id, id)
);
create unique index channels_external on channels (organization_id, platform, external_id) where deleted_at is null;
create index channels_endpoint on channels (organization_id, endpoint_id);
create unique index channels_id on channels (id);

-- Small durable values of a channel's connector: cursors, tokens.
create table channel_values (
  organization_id uuid not null,
  channel_id uuid not null,
  key text not null,
  value text not null,
  changed_at timestamptz not null default now(),
  primary key (organization_id, channel_id, key),
  foreign key (organization_id, channel_id) references channels (organization_id, id) on delete cascade
);

create table channel_access (
  organization_id uuid not null,
  channel_id uuid not null,
  user_id uuid not null,
  role text not null check (role in ('viewer', 'contributor', 'supervisor')),
  primary key (organization_id, channel_id, user_id),
  foreign key (organization_id, channel_id) references channels (organization_id, id) on delete cascade,
  foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade
);
create index channel_access_user on channel_access (organization_id, user_id);

create table team_channels (
  organization_id uuid not null,
  team_id uuid not null,
  channel_id uuid not null,
  primary key (organization_id, team_id, channel_id),
  foreign key (organization_id, team_id) references teams (organization_id, id) on delete cascade,
  foreign key (organization_id, channel_id) references channels (organization_id, id) on delete cascade
);
create index team_channels_channel on team_channels (organization_id, channel_id);

create table contacts (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  name text not null,
  vip boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (organization_id, id)
);

create table contact_attributes (
  organization_id uuid not null,
  contact_id uuid not null,
  name text not null,
  value text not null,
  source text not null check (source in ('platform', 'agent', 'crm')),
  changed_at timestamptz not null default now(),
  primary key (organization_id, contact_id, name),
  foreign key (organization_id, contact_id) references contacts (organization_id, id) on delete cascade
);

-- One identity is (channel, external id) and belongs to one contact (decision 21).
create table identities (
  organization_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  external_id text not null,
  contact_id uuid not null,
  display_name text,
  handle text,
  verified boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (organization_id, id),
  foreign key (organization_id, contact_id) references contacts (organization_id, id),
  foreign key (organization_id, channel_id) references channels (organization_id, id)
);
create unique index identities_external on identities (organization_id, channel_id, external_id);
create index identities_contact on identities (organization_id, contact_id);

-- A visitor of the web messenger: anonymous or identified; the token is kept hashed.
create table visitor_sessions (
  organization_id uuid not null,
  token_hash text not null,
  channel_id uuid not null,
  external_id text not null,
  user_id text,
  page jsonb not null default '{}',
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  primary key (organization_id, token_hash),
  foreign key (organization_id, channel_id) references channels (organization_id, id) on delete cascade
);
create unique index visitor_sessions_token on visitor_sessions (token_hash);
