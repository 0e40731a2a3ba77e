-- The reply box: the short code at the end of what an agent sends, and replies that leave later.

alter table channels add column short_code boolean not null default true;
-- What was put behind the text of its author; taken off again when the message is taken back.
alter table messages add column short_code text;

-- A reply that leaves at a moment of its author's choice. Its id becomes the message's: it leaves once, whoever sends it.
create table scheduled_messages (
  organization_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  channel_id uuid not null,
  identity_id uuid not null,
  author_id uuid not null,
  author_name text not null,
  text text not null,
  reply_to_id uuid,
  attachment_ids uuid[] not null default '{}',
  due_at timestamptz not null,
  -- What the contact writes behind this place of the conversation cancels it.
  after_seq int not null,
  state text not null default 'waiting' check (state in ('waiting', 'stopped')),
  -- Why it will not leave: { cause, code, byName }. Kept until somebody takes the words up or throws them away.
  stopped jsonb,
  created_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, conversation_id) references conversations (organization_id, id) on delete cascade
);
create index scheduled_messages_conversation on scheduled_messages (organization_id, conversation_id, due_at);
create index scheduled_messages_identity on scheduled_messages (organization_id, identity_id) where state = 'waiting';
create index scheduled_messages_author on scheduled_messages (organization_id, author_id) where state = 'waiting';
create index scheduled_messages_due on scheduled_messages (due_at) where state = 'waiting';

do $$
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  alter table scheduled_messages enable row level security;
  create policy one_organization on scheduled_messages to guichet_app
    using (organization_id = (select guichet_organization())) with check (organization_id = (select guichet_organization()));
  grant select, insert, update, delete on scheduled_messages to guichet_app;
end $$;
