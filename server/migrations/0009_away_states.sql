-- Custom away states (W32): global, kept after deletion so that what was recorded under them can still be read (W39).
create table away_states (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  name text not null check (char_length(name) between 1 and 25),
  enabled boolean not null default true,
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (organization_id, id)
);
create unique index away_states_name on away_states (organization_id, lower(name)) where deleted_at is null;

-- Which of them somebody who is away is in; null: plain Away.
alter table users add column away_state_id uuid;
-- What one is after signing in (W34); null: what one was before.
alter table users add column sign_in_availability text check (sign_in_availability in ('available', 'away'));
alter table users add column sign_in_away_state_id uuid;

-- Who was available or away from when to when: what time reports count. Between two intervals a person was signed out.
create table presence_intervals (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  presence text not null check (presence in ('available', 'away')),
  away_state_id uuid,
  started_at timestamptz not null,
  -- Null: still going on; one at most for a person.
  ended_at timestamptz check (ended_at >= started_at),
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade
);
create unique index presence_intervals_open on presence_intervals (organization_id, user_id) where ended_at is null;
create index presence_intervals_of_user on presence_intervals (organization_id, user_id, started_at);
create index presence_intervals_in_time on presence_intervals (organization_id, started_at);
insert into presence_intervals (organization_id, id, user_id, presence, started_at)
  select organization_id, gen_random_uuid(), id, presence, presence_since from users where presence <> 'offline';

do $$
declare name text;
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  foreach name in array array['away_states', 'presence_intervals'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy one_organization on %I to guichet_app
      using (organization_id = (select guichet_organization())) with check (organization_id = (select guichet_organization()))', name);
    execute format('grant select, insert, update, delete on %I to guichet_app', name);
  end loop;
end $$;
