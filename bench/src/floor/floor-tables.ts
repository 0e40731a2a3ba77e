import type { Cluster } from "../product/cluster.ts";

const SEED = "bench_floor_seed";
const RUN = "bench_floor";

const TABLES = `
  create table contacts (
    id bigint generated always as identity primary key, account int not null, channel int not null, external_id text not null,
    seen_at timestamptz not null default now()
  ) with (fillfactor = 80);
  create unique index on contacts (account, channel, external_id);
  create table conversations (
    id bigint generated always as identity primary key, contact_id bigint not null, status text not null, unread int not null,
    last_at timestamptz not null, preview text not null
  ) with (fillfactor = 80);
  create unique index on conversations (contact_id) where status = 'open';
  create table messages (
    id bigint generated always as identity primary key, conversation_id bigint not null, external_id text not null, body text not null,
    created_at timestamptz not null default now()
  );
  create unique index on messages (external_id);
  create index on messages (conversation_id, id);
  create table outbox (id bigint generated always as identity primary key, message_id bigint not null, conversation_id bigint not null);
  insert into contacts (account, channel, external_id) select 1, 1, 'contact-' || n from generate_series(0, 199999) n;
  insert into conversations (contact_id, status, unread, last_at, preview) select id, 'open', 0, now(), '' from contacts where id <= 100000`;

/** A fresh copy of the floor's tables: 200,000 contacts, 100,000 open conversations, four writes a message. */
export async function makeFloorDatabase(cluster: Cluster): Promise<string> {
  if (!(await cluster.hasDatabase(SEED))) {
    await cluster.makeDatabase(SEED);
    await cluster.withClient(SEED, async (client) => {
      await client.query(TABLES);
      await client.query("vacuum (analyze)");
    });
  }
  await cluster.makeDatabase(RUN, SEED);
  return RUN;
}

/** The four writes of a batch as one statement; a contact that writes twice in a batch has its rows written once. */
export const FOUR_WRITES = `
  with w as (
    select * from unnest($1::text[], $2::text[], $3::text[]) as w(contact, external_id, body)
  ), c as (
    insert into contacts (account, channel, external_id) select distinct 1, 1, contact from w
    on conflict (account, channel, external_id) do update set seen_at = now() returning id, external_id
  ), v as (
    insert into conversations (contact_id, status, unread, last_at, preview)
    select c.id, 'open', count(*), now(), left(max(w.body), 100) from w join c on c.external_id = w.contact group by c.id order by c.id
    on conflict (contact_id) where status = 'open'
      do update set unread = conversations.unread + excluded.unread, last_at = excluded.last_at, preview = excluded.preview
    returning id, contact_id
  ), m as (
    insert into messages (conversation_id, external_id, body)
    select v.id, w.external_id, w.body from w join c on c.external_id = w.contact join v on v.contact_id = c.id
    on conflict do nothing returning id, conversation_id
  )
  insert into outbox (message_id, conversation_id) select id, conversation_id from m`;
