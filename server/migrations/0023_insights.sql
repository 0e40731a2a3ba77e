-- Real-time insights: what people did with conversations, kept up from the event log; rebuilt from it, it is the same.

alter table organizations add column show_insights boolean not null default true;

-- A conversation that is open in front of somebody: since when, and which replies they sent in it.
create table handle_spans (
  organization_id uuid not null,
  user_id uuid not null,
  conversation_id uuid not null,
  channel_id uuid not null,
  opened_at timestamptz not null,
  reply_ids uuid[] not null default '{}',
  primary key (organization_id, user_id, conversation_id),
  foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade
);

-- One for each time that somebody set a conversation to Pending or Resolved.
create table handle_ends (
  organization_id uuid not null,
  -- The event that it is computed from.
  event_id uuid not null,
  user_id uuid not null,
  conversation_id uuid not null,
  channel_id uuid not null,
  status text not null check (status in ('pending', 'resolved')),
  -- Null: they had not opened it, e.g. with many at once.
  began_at timestamptz,
  ended_at timestamptz not null,
  reply_ids uuid[] not null default '{}',
  primary key (organization_id, event_id),
  foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade
);
create index handle_ends_in_time on handle_ends (organization_id, ended_at);
create index handle_ends_of_user on handle_ends (organization_id, user_id, conversation_id, ended_at);

do $$
declare
  walled text;
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  foreach walled in array array['handle_spans', 'handle_ends'] loop
    execute format('alter table %I enable row level security', walled);
    execute format(
      'create policy one_organization on %I to guichet_app using (organization_id = (select guichet_organization())) with check (organization_id = (select guichet_organization()))',
      walled);
    execute format('grant select, insert, update, delete on %I to guichet_app', walled);
  end loop;
end $$;
