-- Muted contacts and muted posts.

alter table organizations
  add column muting_contacts boolean not null default false,
  add column muting_posts boolean not null default false;

alter table identities
  -- Muted on this channel since when and by whom; counts while the organization's switch is on.
  add column muted_at timestamptz,
  add column muted_by uuid;
create index identities_muted on identities (organization_id, muted_at, id) where muted_at is not null;

-- Posts whose later comments are resolved at once. A post is known by what its comments say of it.
create table muted_posts (
  organization_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  thread_key text not null,
  -- The post's own first words, as far as they are known; never a contact's.
  text text not null,
  -- Where it was muted; null: deleted since then.
  conversation_id uuid,
  muted_at timestamptz not null,
  muted_by uuid not null,
  primary key (organization_id, id),
  foreign key (organization_id, channel_id) references channels (organization_id, id) on delete cascade
);
create unique index muted_posts_thread on muted_posts (organization_id, channel_id, thread_key);
create index muted_posts_log on muted_posts (organization_id, muted_at, id);
create index muted_posts_conversation on muted_posts (organization_id, conversation_id) where conversation_id is not null;

alter table contact_changes drop constraint contact_changes_what_check;
alter table contact_changes add constraint contact_changes_what_check check (what in ('name', 'vip', 'attribute', 'muted'));
alter table contact_changes add column channel_id uuid;

do $$
declare
  t text;
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  foreach t in array array['muted_posts'] loop
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy one_organization on %I to guichet_app using (organization_id = (select guichet_organization())) with check (organization_id = (select guichet_organization()))', t);
    execute format('grant select, insert, update, delete on %I to guichet_app', t);
  end loop;
end $$;
