-- Conditions on what a contact writes, and what happens then. They run in the order of `position`.
create table automations (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  name text not null,
  enabled boolean not null,
  position int not null,
  rule jsonb not null,
  actions jsonb not null,
  all_channels boolean not null,
  channel_ids uuid[] not null default '{}',
  version int not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (organization_id, id)
);
create unique index automations_name on automations (organization_id, lower(name)) where deleted_at is null;

do $$
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  alter table automations enable row level security;
  create policy one_organization on automations to guichet_app
    using (organization_id = (select guichet_organization())) with check (organization_id = (select guichet_organization()));
  grant select, insert, update, delete on automations to guichet_app;
end $$;
