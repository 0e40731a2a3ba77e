-- Saved views of the queue: a status, an order and a filter under a name; of one person, or of all who work in the inbox.
create table queue_views (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  owner_id uuid not null,
  shared boolean not null,
  name text not null check (char_length(name) between 1 and 60),
  emoji text check (char_length(emoji) <= 16),
  status text not null check (status in ('new', 'pending', 'resolved')),
  sort text not null check (sort in ('oldest', 'newest')),
  -- As it stands in an address: see `queueFilterQuery`.
  filter jsonb not null,
  version int not null default 1,
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, owner_id) references users (organization_id, id)
);
create index queue_views_of_owner on queue_views (organization_id, owner_id);
create index queue_views_shared on queue_views (organization_id) where shared;

do $$
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  alter table queue_views enable row level security;
  create policy one_organization on queue_views to guichet_app
    using (organization_id = (select guichet_organization())) with check (organization_id = (select guichet_organization()));
  grant select, insert, update, delete on queue_views to guichet_app;
end $$;
