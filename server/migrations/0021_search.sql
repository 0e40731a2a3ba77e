-- The words of every message, for the search: derived from messages, written by the search's own worker.
create table message_search (
  organization_id uuid not null,
  message_id uuid not null,
  conversation_id uuid not null,
  channel_id uuid not null,
  -- The message's time as the thread shows it.
  at timestamptz not null,
  -- Words with their places (contract/src/search/tokens.ts), and beside them month, channel and attachment as words with a colon.
  words tsvector not null,
  primary key (organization_id, message_id),
  -- What is erased is erased here in the same moment.
  foreign key (organization_id, message_id) references messages (organization_id, id) on delete cascade
) with (autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05);
-- Newest first; the channel is read from the index.
create index message_search_recent on message_search (organization_id, at, message_id);
create index message_search_conversation on message_search (organization_id, conversation_id, at, message_id);
-- Nobody waits for the worker, and a list of pending entries would be walked through by every search.
create index message_search_words on message_search using gin (words) with (fastupdate = off);
alter table message_search alter column words set statistics 10;

-- Messages from before there was an index: newest first, below this id. The row goes when all are done.
create table search_backfill (
  organization_id uuid not null references organizations (id),
  before uuid not null default 'ffffffff-ffff-ffff-ffff-ffffffffffff',
  reached timestamptz,
  primary key (organization_id)
);
insert into search_backfill (organization_id) select id from organizations;
insert into listener_positions (listener, position) select 'search', position from event_head on conflict do nothing;

-- Row-level security lets no index serve a condition that could tell of hidden rows, and @@ is one: this stands outside, and
-- names organization and channels itself. `wanted` is what the index is asked, `entirely` what must hold. The newest first.
create function guichet_search_messages(
  channels uuid[], wanted tsquery, entirely tsquery, since timestamptz, until_at timestamptz, until_id uuid, most int
)
  returns table (message_id uuid, conversation_id uuid, at timestamptz)
  language sql stable security definer set search_path from current set enable_seqscan = off set enable_indexscan = off as $$
    select h.message_id, h.conversation_id, h.at from (
      select s.message_id, s.conversation_id, s.at from message_search s
      where s.words @@ $2 and s.words @@ $3 and s.organization_id = guichet_organization() and s.channel_id = any($1)
        and s.at >= $4 and (s.at, s.message_id) < ($5, $6)
      offset 0
    ) h order by h.at desc, h.message_id desc limit $7
  $$;

do $$
declare
  t text;
begin
  if not exists (select from pg_roles where rolname = 'guichet_app') then
    return;
  end if;
  foreach t in array array['message_search', 'search_backfill'] loop
    execute format('alter table %I enable row level security', t);
    execute format(
      'create policy one_organization on %I to guichet_app using (organization_id = (select guichet_organization())) with check (organization_id = (select guichet_organization()))', t);
    execute format('grant select, insert, update, delete on %I to guichet_app', t);
  end loop;
  revoke execute on function guichet_search_messages(uuid[], tsquery, tsquery, timestamptz, timestamptz, uuid, int) from public;
  grant execute on function guichet_search_messages(uuid[], tsquery, tsquery, timestamptz, timestamptz, uuid, int) to guichet_app;
end $$;
