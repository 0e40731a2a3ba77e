-- Contacts who are deleted for good.

alter table identities
  -- The contact is being deleted: nothing is sent to it, and its external id belongs to nobody any more.
  add column deleted_at timestamptz;

-- Who was deleted, and by whom: the log of the Settings page, and what the job still has to do.
create table contact_deletions (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  contact_id uuid not null,
  -- Null: done again after a restore; the ledger keeps no words.
  hint text check (char_length(hint) between 3 and 100),
  platforms text[] not null default '{}',
  by_id uuid,
  asked_at timestamptz not null,
  done_at timestamptz,
  -- Only while the job is at work: under which ids the contact was known, which conversations are gone, files to take away,
  -- and up to where raw deliveries have been looked through.
  parties jsonb not null default '[]',
  conversation_ids uuid[] not null default '{}',
  files text[] not null default '{}',
  looked_after uuid,
  -- Raw deliveries that hold something else that nobody has settled yet: emptied as soon as it is.
  held_deliveries uuid[] not null default '{}',
  in_ledger boolean not null default false,
  next_attempt_at timestamptz not null default now(),
  failures int not null default 0,
  primary key (organization_id, id)
);
create unique index contact_deletions_contact on contact_deletions (organization_id, contact_id);
create index contact_deletions_log on contact_deletions (organization_id, asked_at, id);
create index contact_deletions_due on contact_deletions (next_attempt_at) where done_at is null or held_deliveries <> '{}';

-- Messages that were deleted with their contact: a platform that delivers one of them again brings nothing back. The key is
-- SHA-256 of the platform's id, in hexadecimal.
create table erased_messages (
  organization_id uuid not null,
  channel_id uuid not null,
  key text not null,
  primary key (organization_id, channel_id, key)
);

do $$
declare
  t text;
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  foreach t in array array['contact_deletions', 'erased_messages'] loop
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy one_organization on %I to guichet_app using (organization_id = (select guichet_organization())) with check (organization_id = (select guichet_organization()))', t);
    execute format('grant select, insert, update, delete on %I to guichet_app', t);
  end loop;
end $$;
