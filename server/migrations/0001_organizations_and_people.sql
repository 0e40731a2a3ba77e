-- Organizations, people, their access to channels, and signing in.
-- organization_id leads every key. The run-time role guichet_app sees one organization at a time (0005).

create table organizations (
  id uuid primary key,
  name text not null,
  after_reply text not null default 'pending' check (after_reply in ('stay', 'pending', 'ask')),
  inactive_session_minutes int not null default 30 check (inactive_session_minutes between 10 and 1440),
  locale text not null default 'en' check (locale in ('en', 'fr')),
  time_zone text not null default 'UTC',
  created_at timestamptz not null default now()
);

create table users (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  email text not null,
  first_name text not null,
  last_name text not null,
  user_reference text,
  short_code text,
  photo_file text,
  account_role text not null check (account_role in ('admin', 'agent')),
  access_mode text not null default 'channels' check (access_mode in ('channels', 'teams')),
  locale text not null default 'en' check (locale in ('en', 'fr')),
  color_scheme text not null default 'auto' check (color_scheme in ('light', 'dark', 'auto')),
  time_zone text not null default 'UTC',
  preferences jsonb not null default '{}',
  password_hash text,
  password_changed_at timestamptz,
  totp_secret_sealed text,
  totp_confirmed_at timestamptz,
  totp_last_step bigint,
  availability text not null default 'away' check (availability in ('available', 'away')),
  presence text not null default 'offline' check (presence in ('available', 'away', 'offline')),
  presence_since timestamptz not null default now(),
  heartbeat_at timestamptz,
  last_active_at timestamptz,
  created_at timestamptz not null default now(),
  deactivated_at timestamptz,
  primary key (organization_id, id)
);
-- An e-mail address is unique in an installation (decision 19).
create unique index users_email on users (email);

create table recovery_codes (
  organization_id uuid not null,
  user_id uuid not null,
  code_hash text not null,
  used_at timestamptz,
  primary key (organization_id, user_id, code_hash),
  foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade
);

create table sessions (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  token_hash text not null,
  created_at timestamptz not null default now(),
  last_active_at timestamptz not null default now(),
  ends_at timestamptz not null,
  address text not null,
  user_agent text not null,
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade
);
create unique index sessions_token on sessions (token_hash);
create index sessions_user on sessions (organization_id, user_id);

-- Links sent by mail: invitation (72 h), password reset (30 min), set-up (first start). Hashed, single use, bound to a purpose.
create table account_links (
  token_hash text primary key,
  purpose text not null check (purpose in ('invitation', 'password_reset', 'set_up')),
  organization_id uuid,
  user_id uuid,
  -- The password hash the link was made for: a changed password voids it.
  bound_to text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index account_links_user on account_links (organization_id, user_id);

-- Guess limits: an atomic counter for each account and each address.
create table sign_in_attempts (
  key text primary key,
  failures int not null,
  window_ends_at timestamptz not null,
  blocked_until timestamptz
);

create table teams (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  name text not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, id)
);
create unique index teams_name on teams (organization_id, lower(name));

create table team_members (
  organization_id uuid not null,
  team_id uuid not null,
  user_id uuid not null,
  role text not null check (role in ('viewer', 'contributor', 'supervisor')),
  primary key (organization_id, team_id, user_id),
  foreign key (organization_id, team_id) references teams (organization_id, id) on delete cascade,
  foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade
);
create index team_members_user on team_members (organization_id, user_id);

-- Every change of a setting: append-only (no update or delete is granted), hash-chained per organization.
create table settings_changes (
  organization_id uuid not null,
  number bigint not null,
  id uuid not null,
  at timestamptz not null,
  actor_id uuid,
  actor_name text not null,
  action text not null,
  subject text not null,
  before jsonb,
  after jsonb,
  address text not null,
  previous_hash text not null,
  hash text not null,
  primary key (organization_id, number)
);
