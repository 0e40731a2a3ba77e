create table topics (
  organization_id uuid not null references organizations (id),
  id uuid not null,
  name text not null,
  description text not null default '',
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  primary key (organization_id, id)
);
create unique index topics_name on topics (organization_id, lower(name)) where deleted_at is null;

-- The row carries what the queue shows, so that a list is one indexed read.
create table conversations (
  organization_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  identity_id uuid not null,
  contact_id uuid not null,
  visibility text not null check (visibility in ('public', 'private')),
  thread_key text not null default '',
  -- Written by conversations/change-status.ts alone.
  status text not null check (status in ('new', 'pending', 'resolved')),
  -- Sort key of the queue: New waiting since, Pending and Resolved since when.
  queue_at timestamptz not null,
  waiting_since timestamptz,
  resolution_reason text,
  assignee_id uuid,
  team_id uuid,
  lock_user_id uuid,
  lock_at timestamptz,
  version int not null default 1,
  last_seq int not null default 0,
  last_inbound_at timestamptz,
  last_message jsonb,
  subject text,
  topic_ids uuid[] not null default '{}',
  created_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, identity_id) references identities (organization_id, id)
) with (fillfactor = 80);

-- I7: at most one open conversation for an identity, visibility and thread root.
create unique index conversations_open on conversations (organization_id, identity_id, visibility, thread_key)
  where status in ('new', 'pending');
create index conversations_queue on conversations (organization_id, channel_id, status, queue_at, id);
create index conversations_assignee on conversations (organization_id, assignee_id, status, queue_at, id) where assignee_id is not null;
create index conversations_contact on conversations (organization_id, contact_id, created_at);
create index conversations_identity on conversations (organization_id, identity_id);
create index conversations_lock on conversations (organization_id, lock_user_id) where lock_user_id is not null;

create table messages (
  organization_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  channel_id uuid not null,
  seq int not null,
  -- Where it stands in the thread; equal to seq unless the platform delivered it late (I3).
  order_key double precision not null,
  kind text not null check (kind in ('inbound', 'outbound', 'comment')),
  author_type text not null check (author_type in ('contact', 'user', 'system', 'app')),
  author_id uuid,
  author_name text not null default '',
  text text not null,
  has_html boolean not null default false,
  subject text,
  reply_to_id uuid,
  mentions uuid[],
  external_id text,
  automatic boolean not null default false,
  context jsonb,
  -- The platform's time for inbound, ours for the rest.
  sent_at timestamptz not null,
  created_at timestamptz not null,
  edited_at timestamptz,
  deleted_at timestamptz,
  delivery_state text check (delivery_state in ('queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'uncertain', 'discarded')),
  delivery_error jsonb,
  -- A change of what the contact sees gives the message a new place in the contact's stream.
  changed_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, conversation_id) references conversations (organization_id, id)
) with (fillfactor = 90);
create unique index messages_thread on messages (organization_id, conversation_id, seq);
-- I2: a platform's message exists once in a channel.
create unique index messages_external on messages (organization_id, channel_id, external_id) where external_id is not null;

create table message_html (
  organization_id uuid not null,
  message_id uuid not null,
  html text not null,
  primary key (organization_id, message_id)
);

-- Edits, deletions and receipts that came before their message (I10, I19): applied when it arrives.
create table early_news (
  organization_id uuid not null,
  channel_id uuid not null,
  external_id text not null,
  kind text not null check (kind in ('edited', 'deleted', 'delivery')),
  data jsonb not null,
  at timestamptz not null,
  primary key (organization_id, channel_id, external_id, kind)
);

create table attachments (
  organization_id uuid not null,
  id uuid not null,
  -- Null while it waits in a composer.
  message_id uuid,
  -- Who uploaded it, while it waits: a user or a visitor.
  uploaded_by text,
  channel_id uuid,
  position int not null default 0,
  kind text not null check (kind in ('image', 'video', 'audio', 'file')),
  name text not null,
  type text not null,
  inline boolean not null default false,
  size bigint,
  content_id text,
  state text not null check (state in ('pending', 'stored', 'failed')),
  file text,
  -- How the connector fetches it: { ref, deliveryId, expiresAt }.
  source jsonb,
  attempts int not null default 0,
  next_attempt_at timestamptz,
  failure text,
  created_at timestamptz not null,
  primary key (organization_id, id)
);
create index attachments_message on attachments (organization_id, message_id);
-- For a platform that comes with a signed link: it names the file alone.
create index attachments_id on attachments (id);
create index attachments_failed on attachments (organization_id) where state = 'failed';
create index attachments_pending on attachments (next_attempt_at) where state = 'pending' and source is not null;

create table drafts (
  organization_id uuid not null,
  user_id uuid not null,
  conversation_id uuid not null,
  kind text not null check (kind in ('reply', 'comment')),
  text text not null,
  reply_to_id uuid,
  attachment_ids uuid[] not null default '{}',
  at timestamptz not null,
  primary key (organization_id, user_id, conversation_id),
  foreign key (organization_id, conversation_id) references conversations (organization_id, id) on delete cascade
);

create table read_marks (
  organization_id uuid not null,
  conversation_id uuid not null,
  user_id uuid not null,
  seq int not null,
  primary key (organization_id, conversation_id, user_id)
);

-- What the contact has on screen, for the agent-read and contact-read marks of the web messenger.
create table contact_read_marks (
  organization_id uuid not null,
  identity_id uuid not null,
  order_key double precision not null,
  primary key (organization_id, identity_id)
);
