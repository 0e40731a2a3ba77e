-- Which team a conversation is for (analytics 4 and 5).
create table skill_sets (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  name text not null check (char_length(name) between 1 and 100),
  rule jsonb not null,
  enabled boolean not null default true,
  version int not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (organization_id, id)
);
create unique index skill_sets_name on skill_sets (organization_id, lower(name)) where deleted_at is null;

create table skill_set_teams (
  organization_id uuid not null,
  skill_set_id uuid not null,
  team_id uuid not null,
  primary key (organization_id, skill_set_id, team_id),
  foreign key (organization_id, skill_set_id) references skill_sets (organization_id, id) on delete cascade,
  foreign key (organization_id, team_id) references teams (organization_id, id) on delete cascade
);
create index skill_set_teams_team on skill_set_teams (organization_id, team_id);

-- Where goes what no skill set leads anywhere.
create table fallback_teams (
  organization_id uuid not null,
  team_id uuid not null,
  primary key (organization_id, team_id),
  foreign key (organization_id, team_id) references teams (organization_id, id) on delete cascade
);

-- After a change of settings what waits in New is gone through, channel by channel in the order of the queue; one row for an
-- organization while that is to be done or being done.
create table reroutings (
  organization_id uuid not null references organizations (id),
  -- Not before: by then every process has forgotten the settings as they were.
  due_at timestamptz not null,
  -- How far it has come; null: not begun.
  at_channel uuid,
  at_queue timestamptz,
  at_id uuid,
  total int not null default 0,
  looked int not null default 0,
  moved int not null default 0,
  primary key (organization_id)
);
create index reroutings_due on reroutings (due_at);

-- Since when a conversation has its team: of several teams that are equally busy the one takes it that has waited longest.
alter table conversations add column routed_at timestamptz;
create index conversations_team_received on conversations (organization_id, team_id, routed_at) where team_id is not null;
create index conversations_team_open on conversations (organization_id, team_id, status, channel_id)
  where team_id is not null and status in ('new', 'pending');

-- Why a conversation has its team: its decisions, the last first.
create index event_log_routed on event_log (organization_id, conversation_id, position) where type = 'conversation.routed';

do $$
declare
  t text;
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  foreach t in array array['skill_sets', 'skill_set_teams', 'fallback_teams', 'reroutings'] loop
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy one_organization on %I to guichet_app using (organization_id = (select guichet_organization())) with check (organization_id = (select guichet_organization()))', t);
    execute format('grant select, insert, update, delete on %I to guichet_app', t);
  end loop;
end $$;
