-- How a team lets its members see and work the queue (workspace 26, analytics 5).
alter table teams
  -- Members see what is routed to this team and what has no team, not what other teams have.
  add column routed_only boolean not null default true,
  -- Off: members see what is unassigned and what is theirs, not what colleagues have.
  add column queue_filters boolean not null default true,
  -- Off: all of their channels are always active.
  add column channels_filter boolean not null default true,
  -- Null: members choose the order themselves.
  add column queue_order text check (queue_order in ('priority', 'oldest', 'newest'));

-- The queue of a team and of what has none, for members who see no other team's; and New by priority: the highest first, then
-- the oldest.
create index conversations_team on conversations (organization_id, team_id, channel_id, status, queue_at, id) where team_id is not null;
create index conversations_no_team on conversations (organization_id, channel_id, status, queue_at, id) where team_id is null;
create index conversations_new on conversations (organization_id, channel_id, (-priority), queue_at, id) where status = 'new';
create index conversations_team_new on conversations (organization_id, team_id, channel_id, (-priority), queue_at, id)
  where status = 'new' and team_id is not null;
create index conversations_no_team_new on conversations (organization_id, channel_id, (-priority), queue_at, id)
  where status = 'new' and team_id is null;

alter table conversation_labels add column priority int not null default 0;
create index conversation_labels_new on conversation_labels (organization_id, label_id, channel_id, (-priority), queue_at, conversation_id)
  where status = 'new';

create or replace function keep_conversation_labels() returns trigger language plpgsql as $$
begin
  delete from conversation_labels
    where organization_id = new.organization_id and conversation_id = new.id
      and label_id <> all (new.topic_ids || new.tag_ids);
  insert into conversation_labels (organization_id, conversation_id, label_id, channel_id, status, queue_at, priority)
    select distinct new.organization_id, new.id, label, new.channel_id, new.status, new.queue_at, new.priority
    from unnest(new.topic_ids || new.tag_ids) as label
    on conflict (organization_id, conversation_id, label_id) do update
      set channel_id = excluded.channel_id, status = excluded.status, queue_at = excluded.queue_at, priority = excluded.priority;
  return null;
end $$;
drop trigger conversations_relabelled on conversations;
create trigger conversations_relabelled after update of channel_id, status, queue_at, priority, topic_ids, tag_ids on conversations
  for each row when (
    (new.topic_ids <> '{}' or new.tag_ids <> '{}' or old.topic_ids <> '{}' or old.tag_ids <> '{}')
    and (new.channel_id, new.status, new.queue_at, new.priority, new.topic_ids, new.tag_ids)
      is distinct from (old.channel_id, old.status, old.queue_at, old.priority, old.topic_ids, old.tag_ids)
  ) execute function keep_conversation_labels();

-- What is answered sooner (analytics 7): each topic, contact group, or channel with its type that fits adds one.
create table prioritized (
  organization_id uuid not null references organizations (id),
  kind text not null check (kind in ('topic', 'contact_group', 'channel')),
  id uuid not null,
  -- Of a channel: conversations of this type; null: both.
  visibility text check (visibility in ('public', 'private')),
  primary key (organization_id, kind, id),
  check (kind = 'channel' or visibility is null)
);

-- After a change of that, all that is open gets its priority afresh.
create table rescorings (
  organization_id uuid primary key references organizations (id),
  -- Not before: by then every process has forgotten the settings as they were.
  due_at timestamptz not null,
  -- How far it has come; null: not begun.
  at_identity uuid,
  at_id uuid
);
create index rescorings_due on rescorings (due_at);

do $$
declare
  t text;
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  foreach t in array array['prioritized', 'rescorings'] loop
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy one_organization on %I to guichet_app using (organization_id = (select guichet_organization())) with check (organization_id = (select guichet_organization()))', t);
    execute format('grant select, insert, update, delete on %I to guichet_app', t);
  end loop;
end $$;

alter table queue_views drop constraint queue_views_sort_check, add check (sort in ('priority', 'oldest', 'newest'));
