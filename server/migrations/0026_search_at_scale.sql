-- How far the search has come with older messages: how many there were, and how many are done.
alter table search_backfill add column total bigint, add column done bigint not null default 0;

-- Messages whose words could not be written: put aside, so that the ones behind them go on; shown to Admins, tried again or
-- discarded by one of them (I16).
create table search_aside (
  organization_id uuid not null,
  message_id uuid not null,
  failure text not null,
  attempts int not null default 1,
  aside_at timestamptz not null default now(),
  -- When to try it again; null: waits for a person.
  next_attempt_at timestamptz,
  primary key (organization_id, message_id),
  foreign key (organization_id, message_id) references messages (organization_id, id) on delete cascade
);
create index search_aside_due on search_aside (next_attempt_at) where next_attempt_at is not null;

-- Numbers that contacts are known by, backwards and without zeros in front, so that any writing of one finds the other
-- (server/src/contacts/list/phone-words.ts writes them from now on).
with numbers as (
  select i.organization_id, i.id, v.value
  from identities i
  join contacts c on c.organization_id = i.organization_id and c.id = i.contact_id
  cross join lateral (
    values (i.external_id), (i.handle), (i.display_name), (c.name)
    union
    select a.value from attribute_values a where a.organization_id = i.organization_id and a.contact_id = i.contact_id and a.value is not null
  ) v(value)
  where i.words is not null and v.value ~ '^\s*\+?[0-9][0-9\s()./-]{5,28}[0-9]\s*$'
), bare as (
  select organization_id, id, ltrim(regexp_replace(replace(value, '(0)', ''), '[^0-9]', '', 'g'), '0') as digits from numbers
), told as (
  select organization_id, id, array_agg(distinct 'n:' || reverse(digits)) as words from bare
  where length(digits) between 7 and 15 group by 1, 2
)
update identities i set words = i.words || array_to_tsvector(t.words)
from told t where i.organization_id = t.organization_id and i.id = t.id;

do $$
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  alter table search_aside enable row level security;
  create policy one_organization on search_aside to guichet_app
    using (organization_id = (select guichet_organization())) with check (organization_id = (select guichet_organization()));
  grant select, insert, update, delete on search_aside to guichet_app;
end $$;
