-- Individual routing (analytics 6): members of a team are given what waits for it, up to a maximum.
alter table teams
  -- So many conversations in New and Pending a member has assigned at most; null: as many as come, and nothing is given.
  add column most_assigned int check (most_assigned between 1 and 500);

-- Something waits, or somebody has room: what is to be given is looked for.
create table givings (
  organization_id uuid primary key references organizations (id),
  -- The organization that was served longest ago comes first.
  due_at timestamptz not null
);
create index givings_due on givings (due_at);

-- When people were last assigned a conversation: whose turn it is, of those who have equally many.
create table turns (
  organization_id uuid not null,
  user_id uuid not null,
  assigned_at timestamptz not null,
  primary key (organization_id, user_id),
  foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade
);

do $$
declare
  t text;
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  foreach t in array array['givings', 'turns'] loop
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy one_organization on %I to guichet_app using (organization_id = (select guichet_organization())) with check (organization_id = (select guichet_organization()))', t);
    execute format('grant select, insert, update, delete on %I to guichet_app', t);
  end loop;
end $$;
