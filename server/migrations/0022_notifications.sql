-- What people are told of: the list behind the bell, how each wants to hear of it, and the mails on their way.

-- Nothing of the contact stands here, so that nothing has to be erased here; what is shown is looked up when it is asked for.
create table notifications (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  user_id uuid not null,
  kind text not null check (kind in ('assigned', 'mentioned', 'send_failed', 'boomerang', 'channel_trouble')),
  event_id uuid not null,
  channel_id uuid not null,
  conversation_id uuid,
  message_id uuid,
  -- Who did it; null: nobody, Guichet itself.
  actor_id uuid,
  -- The person was signed out when it happened.
  while_offline boolean not null default false,
  at timestamptz not null,
  read_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade
);
-- Once for an event and a person, however often the event is handled.
create unique index notifications_once on notifications (organization_id, event_id, user_id);
create index notifications_list on notifications (organization_id, user_id, id);
create index notifications_unread on notifications (organization_id, user_id, id) where read_at is null;
create index notifications_old on notifications (at);

create table notification_choices (
  organization_id uuid not null,
  user_id uuid not null,
  choices jsonb not null,
  -- For the mail about the queue: when the last one was made, since when new conversations count, and whether more than the
  -- chosen number waited then.
  queue_told_at timestamptz,
  queue_since timestamptz not null default now(),
  queue_above boolean not null default false,
  primary key (organization_id, user_id),
  foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade
);

create table notification_mails (
  organization_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  kind text not null check (kind in ('assigned', 'mentioned', 'channel_trouble', 'queue')),
  -- What it tells of; its words are found when it is sent, in the reader's language.
  data jsonb not null,
  due_at timestamptz not null,
  attempts int not null default 0,
  -- Taken to be sent. Whoever dies then has perhaps sent it: it is not sent again.
  claimed_at timestamptz,
  primary key (organization_id, id),
  foreign key (organization_id, user_id) references users (organization_id, id) on delete cascade
);
create index notification_mails_due on notification_mails (due_at) where claimed_at is null;
create index notification_mails_claimed on notification_mails (claimed_at) where claimed_at is not null;

do $$
declare
  walled text;
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  foreach walled in array array['notifications', 'notification_choices', 'notification_mails'] loop
    execute format('alter table %I enable row level security', walled);
    execute format(
      'create policy one_organization on %I to guichet_app using (organization_id = (select guichet_organization())) with check (organization_id = (select guichet_organization()))',
      walled);
    execute format('grant select, insert, update, delete on %I to guichet_app', walled);
  end loop;
end $$;
