-- Who answers by itself: auto responders now, agents behind a webhook and surveys later (analytics 8 and 19).
create table virtual_agents (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  kind text not null check (kind in ('auto_responder')),
  name text not null,
  activation text not null check (activation in ('inception', 'delegation')),
  hand_off text not null check (hand_off in ('new', 'previous')),
  enabled boolean not null,
  scripts jsonb not null,
  version int not null default 1,
  created_at timestamptz not null,
  deleted_at timestamptz,
  primary key (organization_id, id)
);
create unique index virtual_agents_name on virtual_agents (organization_id, lower(name)) where deleted_at is null;

create table virtual_agent_channels (
  organization_id uuid not null,
  virtual_agent_id uuid not null,
  channel_id uuid not null,
  -- It takes what begins there: it is one for inception, switched on and not deleted.
  takes boolean not null,
  primary key (organization_id, virtual_agent_id, channel_id),
  foreign key (organization_id, virtual_agent_id) references virtual_agents (organization_id, id) on delete cascade,
  foreign key (organization_id, channel_id) references channels (organization_id, id) on delete cascade
);
create index virtual_agent_channels_channel on virtual_agent_channels (organization_id, channel_id);
-- R157: what begins on a channel is one virtual agent's.
create unique index virtual_agent_channels_inception on virtual_agent_channels (organization_id, channel_id) where takes;

-- The virtual agent that has it, under its name; then it is in New and in no queue.
alter table conversations add column holder jsonb, add constraint conversations_holder check (holder is null or status = 'new');
create index conversations_held on conversations (organization_id, id) where holder is not null;

alter table messages drop constraint messages_author_type_check,
  add constraint messages_author_type_check check (author_type in ('contact', 'user', 'virtual_agent', 'system', 'app'));

-- New by priority is what waits for people.
drop index conversations_new, conversations_team_new, conversations_no_team_new;
create index conversations_new on conversations (organization_id, channel_id, (-priority), queue_at, id)
  where status = 'new' and holder is null;
create index conversations_team_new on conversations (organization_id, team_id, channel_id, (-priority), queue_at, id)
  where status = 'new' and holder is null and team_id is not null;
create index conversations_no_team_new on conversations (organization_id, channel_id, (-priority), queue_at, id)
  where status = 'new' and holder is null and team_id is null;

-- By label, what a virtual agent has stands in no queue either.
create or replace function keep_conversation_labels() returns trigger language plpgsql as $$
begin
  delete from conversation_labels
    where organization_id = new.organization_id and conversation_id = new.id
      and label_id <> all (new.topic_ids || new.tag_ids);
  insert into conversation_labels (organization_id, conversation_id, label_id, channel_id, status, queue_at, priority)
    select distinct new.organization_id, new.id, label, new.channel_id,
      case when new.holder is null then new.status else 'held' end, new.queue_at, new.priority
    from unnest(new.topic_ids || new.tag_ids) as label
    on conflict (organization_id, conversation_id, label_id) do update
      set channel_id = excluded.channel_id, status = excluded.status, queue_at = excluded.queue_at, priority = excluded.priority;
  return null;
end $$;
drop trigger conversations_relabelled on conversations;
create trigger conversations_relabelled after update of channel_id, status, queue_at, priority, topic_ids, tag_ids, holder on conversations
  for each row when (
    (new.topic_ids <> '{}' or new.tag_ids <> '{}' or old.topic_ids <> '{}' or old.tag_ids <> '{}')
    and (new.channel_id, new.status, new.queue_at, new.priority, new.topic_ids, new.tag_ids, new.holder)
      is distinct from (old.channel_id, old.status, old.queue_at, old.priority, old.topic_ids, old.tag_ids, old.holder)
  ) execute function keep_conversation_labels();

do $$
declare
  t text;
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  foreach t in array array['virtual_agents', 'virtual_agent_channels'] loop
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy one_organization on %I to guichet_app using (organization_id = (select guichet_organization())) with check (organization_id = (select guichet_organization()))', t);
    execute format('grant select, insert, update, delete on %I to guichet_app', t);
  end loop;
end $$;
