-- When the attempt began in which a send left (our clock): what was read before that was not this message.
alter table outbox add column attempted_at timestamptz;
alter table messages add column left_at timestamptz;

-- Until when somebody has got or read what we sent, by the platform's clock, told while a send to them had not ended yet: it may
-- be about that one. The highest of each.
create table told_up_to (
  organization_id uuid not null,
  identity_id uuid not null,
  state text not null check (state in ('delivered', 'read')),
  up_to timestamptz not null,
  primary key (organization_id, identity_id, state),
  foreign key (organization_id, identity_id) references identities (organization_id, id) on delete cascade
);

-- What a platform tells of somebody who has not written yet (the advertisement that brought them): each notice once, until their
-- first message comes.
create table early_profiles (
  organization_id uuid not null,
  channel_id uuid not null,
  -- The person, as the platform names them.
  external_id text not null,
  -- A hash of all that it says: the same again is the same.
  key text not null,
  -- { name, handle, attributes }, each where it is told.
  told jsonb not null,
  at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, channel_id, external_id, key),
  foreign key (organization_id, channel_id) references channels (organization_id, id)
);
create index early_profiles_created on early_profiles (created_at);

do $$
declare
  t text;
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  foreach t in array array['told_up_to', 'early_profiles'] loop
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy one_organization on %I to guichet_app using (organization_id = (select guichet_organization())) with check (organization_id = (select guichet_organization()))', t);
    execute format('grant select, insert, update, delete on %I to guichet_app', t);
  end loop;
end $$;
