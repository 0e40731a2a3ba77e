-- One deed for many conversations: resolve, assign, topics, tags. Each item is done in a transaction of its own, together with
-- its line here, so that a crash loses nothing and nothing is done twice.
create table bulk_actions (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  -- Who wanted it: what they may do now decides at every item, and nobody else sees it.
  user_id uuid not null,
  deed jsonb not null,
  state text not null default 'running' check (state in ('running', 'done', 'cancelled')),
  -- The view held more than one action takes.
  cut boolean not null default false,
  -- An action that takes another one back.
  undoes uuid,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references users (organization_id, id)
);
create index bulk_actions_running on bulk_actions (created_at) where state = 'running';
create index bulk_actions_of_user on bulk_actions (organization_id, user_id, created_at);
create index bulk_actions_finished on bulk_actions (finished_at) where finished_at is not null;
-- Taken back once.
create unique index bulk_actions_undoes on bulk_actions (organization_id, undoes) where undoes is not null;

create table bulk_items (
  organization_id uuid not null,
  action_id uuid not null,
  place int not null,
  conversation_id uuid not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'skipped', 'cancelled')),
  -- Why it was skipped, and who held it.
  reason text,
  held_by uuid,
  -- What there was before, or what was added: enough to take it back.
  trace jsonb,
  attempts int not null default 0,
  primary key (organization_id, action_id, place),
  foreign key (organization_id, action_id) references bulk_actions (organization_id, id) on delete cascade
);
create index bulk_items_waiting on bulk_items (organization_id, action_id, place) where state = 'waiting';
create index bulk_items_skipped on bulk_items (organization_id, action_id, place) where state = 'skipped';

do $$
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  alter table bulk_actions enable row level security;
  create policy one_organization on bulk_actions to guichet_app
    using (organization_id = (select guichet_organization())) with check (organization_id = (select guichet_organization()));
  grant select, insert, update, delete on bulk_actions to guichet_app;
  alter table bulk_items enable row level security;
  create policy one_organization on bulk_items to guichet_app
    using (organization_id = (select guichet_organization())) with check (organization_id = (select guichet_organization()));
  grant select, insert, update, delete on bulk_items to guichet_app;
end $$;
