-- Raw inbound deliveries: durable before we acknowledge (I1), parsed afterwards, kept 30 days, replayable.
create table deliveries (
  organization_id uuid not null,
  id uuid not null,
  endpoint_id uuid not null,
  platform text not null,
  path text not null default '',
  headers jsonb not null,
  body bytea,
  -- Large bodies lie in the file store.
  body_file text,
  -- For platforms that are asked (mailboxes): unique in the endpoint.
  delivery_key text,
  received_at timestamptz not null,
  state text not null default 'stored' check (state in ('stored', 'done', 'dead', 'discarded')),
  attempts int not null default 0,
  next_attempt_at timestamptz not null,
  reason text,
  -- Elements that could not be read although the rest was.
  problems jsonb,
  note text,
  primary key (organization_id, id)
) with (fillfactor = 85);
create unique index deliveries_key on deliveries (organization_id, endpoint_id, delivery_key) where delivery_key is not null;
create index deliveries_stored on deliveries (next_attempt_at) where state = 'stored';
create index deliveries_problems on deliveries (organization_id, received_at) where state = 'dead' or problems is not null;
create index deliveries_age on deliveries (received_at) where state in ('done', 'discarded');

-- One row for each outbound message on its way. Only the head of a conversation may be sent.
create table outbox (
  organization_id uuid not null,
  message_id uuid not null,
  conversation_id uuid not null,
  channel_id uuid not null,
  seq int not null,
  state text not null check (state in ('ready', 'sending', 'uncertain', 'failed', 'waiting')),
  attempts int not null default 0,
  next_attempt_at timestamptz not null,
  deadline_at timestamptz not null,
  -- Lease: who sends it until when (database time); a lost lease cannot write a result (I23).
  lease_until timestamptz,
  fence bigint not null default 0,
  error jsonb,
  uncertain_since timestamptz,
  created_at timestamptz not null,
  primary key (organization_id, message_id)
) with (fillfactor = 70);
create index outbox_conversation on outbox (organization_id, conversation_id, seq);
create index outbox_ready on outbox (next_attempt_at) where state = 'ready';
create index outbox_leased on outbox (lease_until) where state = 'sending';
create index outbox_uncertain on outbox (next_attempt_at) where state = 'uncertain';
create index outbox_trouble on outbox (organization_id, created_at) where state in ('uncertain', 'failed');

-- Every attempt, for the life line of a message.
create table send_attempts (
  organization_id uuid not null,
  message_id uuid not null,
  attempt int not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  outcome text,
  error jsonb,
  primary key (organization_id, message_id, attempt)
);

create index send_attempts_age on send_attempts (started_at);

-- Events are written here in the transaction of what they tell of; the dispatcher alone moves them, in batches, to the log
-- and gives them their position. So a reader by position never passes an event whose transaction is still open.
create table event_inbox (
  ticket bigint generated always as identity,
  organization_id uuid not null,
  id uuid not null,
  type text not null,
  conversation_id uuid,
  channel_id uuid,
  seq int,
  actor jsonb not null,
  data jsonb not null,
  at timestamptz not null,
  primary key (organization_id, ticket)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
create index event_inbox_ticket on event_inbox (ticket);

create table event_log (
  position bigint not null,
  organization_id uuid not null,
  id uuid not null,
  type text not null,
  conversation_id uuid,
  channel_id uuid,
  -- Set for the lines of a conversation's audit trail.
  seq int,
  actor jsonb not null,
  data jsonb not null,
  at timestamptz not null,
  primary key (organization_id, position)
);
create index event_log_position on event_log (position);
create index event_log_audit on event_log (organization_id, conversation_id, seq) where seq is not null;

-- One row: the last position given. Its lock is the dispatcher's commit point.
create table event_head (
  one boolean primary key default true check (one),
  position bigint not null
);
insert into event_head (position) values (0);

create table listener_positions (
  listener text primary key,
  position bigint not null,
  failures int not null default 0,
  failure text
);

-- Leases by database time, with a fence that grows with every holder.
create table leases (
  name text primary key,
  holder uuid not null,
  fence bigint not null,
  expires_at timestamptz not null
);

-- New and Pending of each channel, kept up by the dispatcher in the transaction that gives positions.
create table queue_counts (
  organization_id uuid not null,
  channel_id uuid not null,
  status text not null,
  count int not null,
  primary key (organization_id, channel_id, status)
) with (fillfactor = 50);

-- The synthetic message of every minute (I21).
create table probes (
  id uuid primary key,
  organization_id uuid not null,
  started_at timestamptz not null,
  arrived_at timestamptz,
  left_at timestamptz
);
