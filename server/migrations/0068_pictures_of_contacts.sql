-- Pictures of contacts: networks tell where they lie, Guichet fetches and keeps them.
-- Which picture is shown (the beginning of its hash), beside the name, so that lists need no other table; null: none.
alter table contacts add column photo text;
-- A hash of the picture that the network told last, so that a message that tells the same again costs nothing; '': none.
alter table identities add column photo_key text;
-- When the network was last asked about the person.
alter table identities add column profile_asked_at timestamptz;

create table contact_photos (
  organization_id uuid not null,
  identity_id uuid not null,
  channel_id uuid not null,
  -- Where it lies: an address, or what the network's connector understands; '': the person has none any more.
  ref text not null,
  key text not null,
  told_at timestamptz not null,
  tried_at timestamptz,
  attempts int not null default 0,
  -- Null: fetched, or given up until another one is told.
  next_attempt_at timestamptz,
  failure text,
  -- What is kept, of this reference or of one before it.
  file text,
  type text,
  size int,
  sha256 text,
  fetched_at timestamptz,
  primary key (organization_id, identity_id),
  foreign key (organization_id, identity_id) references identities (organization_id, id) on delete cascade
);
create index contact_photos_due on contact_photos (next_attempt_at) where next_attempt_at is not null;
create index contact_photos_file on contact_photos (file) where file is not null;

do $$
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  alter table contact_photos enable row level security;
  create policy one_organization on contact_photos to guichet_app
    using (organization_id = (select guichet_organization()))
    with check (organization_id = (select guichet_organization()));
  grant select, insert, update, delete on contact_photos to guichet_app;
end $$;
