-- When channels are open, and how soon contacts are to be answered.

create table business_hours (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  name text not null,
  time_zone text not null,
  -- Intervals of each weekday, and dates that override it.
  week jsonb not null,
  holidays jsonb not null,
  version int not null default 1,
  created_at timestamptz not null,
  deleted_at timestamptz,
  primary key (organization_id, id)
);
create unique index business_hours_name on business_hours (organization_id, lower(name)) where deleted_at is null;

-- A channel has one set at most. A deleted set keeps what nobody took over, in case it comes back.
create table business_hours_channels (
  organization_id uuid not null,
  channel_id uuid not null,
  hours_id uuid not null,
  primary key (organization_id, channel_id),
  foreign key (organization_id, channel_id) references channels (organization_id, id) on delete cascade,
  foreign key (organization_id, hours_id) references business_hours (organization_id, id) on delete cascade
);
create index business_hours_channels_of on business_hours_channels (organization_id, hours_id);

create table sla_policies (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  name text not null,
  first_response_minutes int,
  conversation_response_minutes int,
  warning_percent int not null,
  on_warning jsonb not null,
  on_breach jsonb not null,
  version int not null default 1,
  created_at timestamptz not null,
  deleted_at timestamptz,
  primary key (organization_id, id)
);
create unique index sla_policies_name on sla_policies (organization_id, lower(name)) where deleted_at is null;

create table sla_policy_channels (
  organization_id uuid not null,
  channel_id uuid not null,
  policy_id uuid not null,
  primary key (organization_id, channel_id),
  foreign key (organization_id, channel_id) references channels (organization_id, id) on delete cascade,
  foreign key (organization_id, policy_id) references sla_policies (organization_id, id) on delete cascade
);
create index sla_policy_channels_of on sla_policy_channels (organization_id, policy_id);

-- Answers that are owed under a policy, and how it went.
create table sla_clocks (
  organization_id uuid not null,
  -- Of the event that began it, so that it begins once however often that is heard.
  id uuid not null,
  -- That event's place in the log: what was before it does not end the clock.
  position bigint not null,
  conversation_id uuid not null,
  channel_id uuid not null,
  policy_id uuid not null,
  kind text not null check (kind in ('first_response', 'conversation_response')),
  state text not null check (state in ('open', 'met', 'breached', 'cancelled')),
  began_at timestamptz not null,
  target_seconds int not null,
  -- Null: never, nobody opens any more. Breached a second behind due: at the target it is met.
  warn_at timestamptz,
  due_at timestamptz,
  breach_at timestamptz,
  -- The next of them that something is done about.
  next_at timestamptz,
  warned_at timestamptz,
  breached_at timestamptz,
  -- Answered, or not owed any more; and by what was how far in the log.
  ended_at timestamptz,
  ended_position bigint,
  -- The answer, whose it was, and the open seconds it took.
  reply_id uuid,
  user_id uuid,
  elapsed_seconds int,
  primary key (organization_id, id),
  foreign key (organization_id, conversation_id) references conversations (organization_id, id)
);
create unique index sla_clocks_running on sla_clocks (organization_id, conversation_id) where ended_at is null;
create index sla_clocks_conversation on sla_clocks (organization_id, conversation_id, began_at);
create index sla_clocks_next on sla_clocks (next_at) where next_at is not null;
create index sla_clocks_running_in on sla_clocks (organization_id, channel_id) where ended_at is null;

-- Channels on which policies or hours have changed, and how far their waiting conversations have been gone through.
create table sla_recounts (
  organization_id uuid not null,
  channel_id uuid not null,
  after_at timestamptz not null,
  after_id uuid not null,
  primary key (organization_id, channel_id)
);

-- The running clock as the queue shows it.
alter table conversations add column sla jsonb, add column sla_breached_at timestamptz;
create index conversations_breached on conversations (organization_id, channel_id, sla_breached_at)
  where sla_breached_at is not null;

alter table notifications drop constraint notifications_kind_check;
alter table notifications add constraint notifications_kind_check
  check (kind in ('assigned', 'mentioned', 'send_failed', 'boomerang', 'sla_breach', 'channel_trouble'));

do $$
declare
  t text;
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  foreach t in array array[
    'business_hours', 'business_hours_channels', 'sla_policies', 'sla_policy_channels', 'sla_clocks', 'sla_recounts'
  ] loop
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy one_organization on %I to guichet_app using (organization_id = (select guichet_organization())) with check (organization_id = (select guichet_organization()))', t);
    execute format('grant select, insert, update, delete on %I to guichet_app', t);
  end loop;
end $$;
