-- What is known of contacts beside their messages: attributes, notes, groups, who is VIP, and what was changed by whom.
alter table contacts
  -- The mark as it counts: by hand, or by a group that marks its members.
  add column vip_by_hand boolean not null default false,
  -- A person named the contact: the platform's name changes it no more.
  add column named_by_hand boolean not null default false,
  add column version int not null default 1,
  -- When the values of all attributes are erased; null: no timer runs.
  add column clear_at timestamptz;
update contacts set vip_by_hand = true where vip;
create index contacts_vip on contacts (organization_id, id) where vip;
create index contacts_clear_due on contacts (clear_at) where clear_at is not null;

create table attributes (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  name text not null check (char_length(name) between 1 and 100),
  -- The name as it is compared.
  name_key text not null,
  alias text,
  kind text not null check (kind in ('text', 'number', 'date', 'yes_no', 'choice', 'email', 'phone', 'url')),
  options jsonb not null default '[]',
  -- Delivered by this platform; null: made by an Admin.
  platform text,
  shown boolean not null default true,
  crm_managed boolean not null default false,
  lookup boolean not null default false,
  position int not null,
  created_at timestamptz not null default now(),
  -- Its values go away bit by bit, and then the row.
  deleted_at timestamptz,
  primary key (organization_id, id)
);
create unique index attributes_name on attributes (organization_id, (coalesce(platform, '')), name_key) where deleted_at is null;
create unique index attributes_alias on attributes (organization_id, alias) where deleted_at is null and alias is not null;

create table attribute_values (
  organization_id uuid not null,
  contact_id uuid not null,
  attribute_id uuid not null,
  -- Null: taken away or erased. The row stays, so that its version goes on.
  value text check (char_length(value) <= 1000),
  -- In the form in which it is compared, made by the application (contract/src/fold.ts), and its first characters for the index.
  folded text,
  key text,
  number double precision,
  source text not null check (source in ('platform', 'agent', 'crm', 'api')),
  version int not null default 1,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  primary key (organization_id, contact_id, attribute_id),
  foreign key (organization_id, contact_id) references contacts (organization_id, id) on delete cascade,
  foreign key (organization_id, attribute_id) references attributes (organization_id, id) on delete cascade
);
create index attribute_values_key on attribute_values (organization_id, attribute_id, key) where key is not null;
create index attribute_values_number on attribute_values (organization_id, attribute_id, number) where number is not null;

create table contact_changes (
  organization_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  at timestamptz not null,
  what text not null check (what in ('name', 'vip', 'attribute')),
  attribute_id uuid,
  actor_id uuid,
  actor_name text not null,
  source text not null check (source in ('agent', 'system', 'crm', 'api')),
  before text,
  after text,
  erased boolean not null default false,
  primary key (organization_id, id),
  foreign key (organization_id, contact_id) references contacts (organization_id, id) on delete cascade,
  foreign key (organization_id, attribute_id) references attributes (organization_id, id) on delete cascade
);
create index contact_changes_contact on contact_changes (organization_id, contact_id, at, id);
create index contact_changes_attribute on contact_changes (organization_id, attribute_id) where attribute_id is not null;

create table contact_notes (
  organization_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  text text not null check (char_length(text) between 1 and 2000),
  author_id uuid,
  author_name text not null,
  created_at timestamptz not null,
  edited_at timestamptz,
  edited_by text,
  version int not null default 1,
  -- Can be brought back for an hour.
  deleted_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, contact_id) references contacts (organization_id, id) on delete cascade
);
create index contact_notes_contact on contact_notes (organization_id, contact_id, created_at, id);
create index contact_notes_deleted on contact_notes (deleted_at) where deleted_at is not null;

create table contact_groups (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  name text not null check (char_length(name) between 1 and 100),
  rule jsonb not null,
  marks_vip boolean not null default false,
  -- A changed rule is applied to all contacts in the order of their ids, beginning after this one; null: done.
  computing_after uuid,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  -- Its members leave it bit by bit, and then the row goes.
  deleted_at timestamptz,
  primary key (organization_id, id)
);
create unique index contact_groups_name on contact_groups (organization_id, lower(name)) where deleted_at is null;
create index contact_groups_computing on contact_groups (organization_id) where computing_after is not null;

-- Derived from rules and attributes, never written by hand; kept so that lists are one indexed read.
create table contact_group_members (
  organization_id uuid not null,
  contact_id uuid not null,
  group_id uuid not null,
  primary key (organization_id, contact_id, group_id),
  foreign key (organization_id, contact_id) references contacts (organization_id, id) on delete cascade,
  foreign key (organization_id, group_id) references contact_groups (organization_id, id) on delete cascade
);
create index contact_group_members_group on contact_group_members (organization_id, group_id, contact_id);

create table contact_settings (
  organization_id uuid not null references organizations (id),
  matching_attribute_id uuid,
  clear_after_minutes int,
  primary key (organization_id)
);

-- For the list of contacts and its search, channel by channel; null: not written yet, done within seconds.
alter table identities
  add column sort_name text collate "C",
  add column words tsvector;
create index identities_sort on identities (organization_id, channel_id, sort_name, contact_id) where sort_name is not null;
create index identities_unsorted on identities (organization_id, contact_id) where sort_name is null;
-- Full text is searched through the function below, which names the organization itself.
create index identities_words on identities using gin (words);

-- Row-level security lets no index serve a condition that could tell of hidden rows, and @@ is one: the search stands
-- outside, and names organization and channels itself.
create function guichet_search_identities(channels uuid[], wanted tsquery, most int)
  returns table (contact_id uuid, identity_id uuid) language sql stable security definer set search_path from current as $$
    select i.contact_id, i.id from identities i
    where i.words @@ wanted and i.organization_id = guichet_organization() and i.channel_id = any(channels)
    limit most
  $$;

-- What platforms have told so far. contact_attributes is read no more and goes away with a later release.
with told as (
  select distinct on (a.organization_id, c.platform, lower(a.name)) a.organization_id, c.platform, a.name
  from contact_attributes a
  join identities i on i.organization_id = a.organization_id and i.contact_id = a.contact_id
  join channels c on c.organization_id = i.organization_id and c.id = i.channel_id
  where a.source = 'platform' and a.name <> ''
)
insert into attributes (organization_id, id, name, name_key, kind, platform, position)
select organization_id, gen_random_uuid(), name, lower(btrim(normalize(name))), 'text', platform,
  row_number() over (partition by organization_id order by platform, name)
from told on conflict do nothing;
insert into attribute_values (organization_id, contact_id, attribute_id, value, folded, key, source, changed_at)
select distinct on (v.organization_id, v.contact_id, d.id) v.organization_id, v.contact_id, d.id, left(v.value, 1000),
  lower(btrim(normalize(left(v.value, 1000)))), left(lower(btrim(normalize(left(v.value, 1000)))), 200), 'platform', v.changed_at
from contact_attributes v
join identities i on i.organization_id = v.organization_id and i.contact_id = v.contact_id
join channels c on c.organization_id = i.organization_id and c.id = i.channel_id
join attributes d on d.organization_id = v.organization_id and d.platform = c.platform and d.name_key = lower(btrim(normalize(v.name)))
where v.source = 'platform' on conflict do nothing;

do $$
declare
  t text;
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  foreach t in array array[
    'attributes', 'attribute_values', 'contact_changes', 'contact_notes', 'contact_groups', 'contact_group_members', 'contact_settings'
  ] loop
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy one_organization on %I to guichet_app using (organization_id = (select guichet_organization())) with check (organization_id = (select guichet_organization()))', t);
    execute format('grant select, insert, update, delete on %I to guichet_app', t);
  end loop;
  revoke execute on function guichet_search_identities(uuid[], tsquery, int) from public;
  grant execute on function guichet_search_identities(uuid[], tsquery, int) to guichet_app;
end $$;
