-- Tags are attached to messages; a conversation knows which tags its messages have.
create table tags (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  name text not null,
  description text not null default '',
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (organization_id, id)
);
create unique index tags_name on tags (organization_id, lower(name)) where deleted_at is null;

alter table messages add column tag_ids uuid[];
alter table conversations add column tag_ids uuid[] not null default '{}';

alter table organizations add column topic_required boolean not null default false;
alter table channels add column topic_required boolean not null default false;

-- The queue by topic and by tag: what an index over (label, channel, status, queue_at) would be if an array could have one.
-- Kept up by the triggers below, so that no writer can forget it; it means nothing that the conversation's row does not say.
create table conversation_labels (
  organization_id uuid not null,
  conversation_id uuid not null,
  label_id uuid not null,
  channel_id uuid not null,
  status text not null,
  queue_at timestamptz not null,
  primary key (organization_id, conversation_id, label_id),
  foreign key (organization_id, conversation_id) references conversations (organization_id, id) on delete cascade
) with (fillfactor = 80);
create index conversation_labels_queue
  on conversation_labels (organization_id, label_id, channel_id, status, queue_at, conversation_id);

create function keep_conversation_labels() returns trigger language plpgsql as $$
begin
  delete from conversation_labels
    where organization_id = new.organization_id and conversation_id = new.id
      and label_id <> all (new.topic_ids || new.tag_ids);
  insert into conversation_labels (organization_id, conversation_id, label_id, channel_id, status, queue_at)
    select distinct new.organization_id, new.id, label, new.channel_id, new.status, new.queue_at
    from unnest(new.topic_ids || new.tag_ids) as label
    on conflict (organization_id, conversation_id, label_id)
      do update set channel_id = excluded.channel_id, status = excluded.status, queue_at = excluded.queue_at;
  return null;
end $$;

create trigger conversations_labelled after insert on conversations
  for each row when (new.topic_ids <> '{}' or new.tag_ids <> '{}') execute function keep_conversation_labels();
create trigger conversations_relabelled after update of channel_id, status, queue_at, topic_ids, tag_ids on conversations
  for each row when (
    (new.topic_ids <> '{}' or new.tag_ids <> '{}' or old.topic_ids <> '{}' or old.tag_ids <> '{}')
    and (new.channel_id, new.status, new.queue_at, new.topic_ids, new.tag_ids)
      is distinct from (old.channel_id, old.status, old.queue_at, old.topic_ids, old.tag_ids)
  ) execute function keep_conversation_labels();

insert into conversation_labels (organization_id, conversation_id, label_id, channel_id, status, queue_at)
  select distinct c.organization_id, c.id, label, c.channel_id, c.status, c.queue_at
  from conversations c cross join unnest(c.topic_ids) as label;

do $$
declare
  t text;
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  foreach t in array array['tags', 'conversation_labels'] loop
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy one_organization on %I to guichet_app using (organization_id = (select guichet_organization())) with check (organization_id = (select guichet_organization()))', t);
    execute format('grant select, insert, update, delete on %I to guichet_app', t);
  end loop;
end $$;
