-- What a program sent to a contact by the proactive API (R168). What became of it is the message's own state, kept nowhere else.
create table proactive_messages (
  organization_id uuid not null,
  -- The correlation id that the caller is told.
  id uuid not null,
  key_id uuid not null,
  message_id uuid not null,
  -- The address as the caller gave it.
  contact text not null,
  idempotency_key text,
  -- Of what was asked with that key: the same again is the same message, something else is refused.
  body_hash text not null,
  created_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, key_id) references api_keys (organization_id, id),
  foreign key (organization_id, message_id) references messages (organization_id, id) on delete cascade
);
create unique index proactive_messages_message on proactive_messages (organization_id, message_id);
create unique index proactive_messages_idempotency on proactive_messages (organization_id, key_id, idempotency_key)
  where idempotency_key is not null;
-- How many in the last minute?
create index proactive_messages_created on proactive_messages (organization_id, created_at);

-- What a program keeps with a message of its own making; nobody else reads anything into it.
create table message_metadata (
  organization_id uuid not null,
  message_id uuid not null,
  metadata jsonb not null,
  primary key (organization_id, message_id),
  foreign key (organization_id, message_id) references messages (organization_id, id) on delete cascade
);

do $$
declare
  t text;
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  foreach t in array array['proactive_messages', 'message_metadata'] loop
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy one_organization on %I to guichet_app using (organization_id = (select guichet_organization())) with check (organization_id = (select guichet_organization()))', t);
    execute format('grant select, insert, update, delete on %I to guichet_app', t);
  end loop;
end $$;
