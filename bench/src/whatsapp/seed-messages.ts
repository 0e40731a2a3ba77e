import type pg from "pg";
import type { WhatsappNumber } from "./numbers.ts";

/** Ids that the generator and the rows work out alike from a number. */
export function messageIdOf(n: number): string {
  return uuidOf("0b500003", n);
}

export function conversationIdOf(person: number): string {
  return uuidOf("0b500002", person);
}

export function phoneOf(person: number): string {
  return `4915${String(person).padStart(9, "0")}`;
}

export function wamidOf(n: number): string {
  return `wamid.HBgNNDkxNTAwMDAwMDAwMBUCABEYEjAwMDAwMDAwMDAwMDAwM-${n}`;
}

function uuidOf(prefix: string, n: number): string {
  return `${prefix}-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;
}

const uuidSql = (prefix: string, n: string) => `('${prefix}-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const CONTACT = uuidSql("0b500000", "n");
const IDENTITY = uuidSql("0b500001", "n");
const CONVERSATION = uuidSql("0b500002", "n");
const PHONE = "'4915' || lpad(n::text, 9, '0')";

export type Seeded = {
  readonly people: number;
  /** Message n is the person's n modulo `people`, on number n modulo the count of numbers. */
  readonly messages: number;
  /** `sending`: on its way, with the platform's id; `queued`: written, and sent once `queueSeeded` has put it into the outbox. */
  readonly state: "sending" | "queued";
};

/**
 * People who wrote a moment ago and whom an agent has answered. Straight into the tables: what agents do is not measured
 * here. A person's conversation waits for the person (pending), as it does after an answer.
 */
export async function seedMessages(
  client: pg.Client,
  organizationId: string,
  numbers: readonly WhatsappNumber[],
  { people, messages, state }: Seeded,
): Promise<void> {
  const channels = numbers.map((number) => number.channelId);
  const channelOf = (person: string) => `($2::uuid[])[1 + (${person}) % ${channels.length}]`;
  const values = [organizationId, channels];
  const run = (text: string) => client.query(text, text.includes("$2") ? values : [organizationId]);
  await client.query("set session_replication_role = replica; set synchronous_commit = off");
  const everybody = `from generate_series(0, ${people - 1}) n`;
  await run(
    `insert into contacts (organization_id, id, name, created_at) select $1, ${CONTACT}, 'Person ' || n, now() ${everybody}`,
  );
  await run(
    `insert into identities (organization_id, id, channel_id, external_id, contact_id, display_name, verified, created_at)
     select $1, ${IDENTITY}, ${channelOf("n")}, ${PHONE}, ${CONTACT}, 'Person ' || n, true, now() ${everybody}`,
  );
  const answers = Math.ceil(messages / people);
  await run(
    `insert into conversations (organization_id, id, channel_id, identity_id, contact_id, visibility, status, queue_at, last_seq, last_inbound_at, last_message, created_at)
     select $1, ${CONVERSATION}, ${channelOf("n")}, ${IDENTITY}, ${CONTACT}, 'private', 'pending', now(), ${1 + answers}, now(),
       jsonb_build_object('id', ${uuidSql("0b500003", `n + ${(answers - 1) * people}`)}, 'kind', 'outbound', 'text', 'Thank you.', 'authorName', 'Agent',
         'attachments', 0, 'at', now(), 'deliveryState', '${state}'), now() ${everybody}`,
  );
  await run(
    `insert into messages (organization_id, id, conversation_id, channel_id, seq, order_key, kind, author_type, author_id, author_name, text, external_id, sent_at, created_at, changed_at)
     select $1, ${uuidSql("0b500004", "n")}, ${CONVERSATION}, ${channelOf("n")}, 1, 1, 'inbound', 'contact', ${CONTACT}, 'Person ' || n,
       'Where is my order? I have been waiting for a week now.', 'wamid.seed-' || n, now(), now(), now() ${everybody}`,
  );
  await seedAnswers(run, channelOf, { people, messages, state });
  await run(
    `insert into queue_counts (organization_id, channel_id, status, count)
     select organization_id, channel_id, status, count(*) from conversations
     where organization_id = $1 and channel_id = any($2::uuid[]) and status <> 'resolved' group by 1, 2, 3`,
  );
  await client.query("vacuum (analyze) messages, conversations, identities, outbox");
  await client.query("checkpoint");
}

type Run = (text: string) => Promise<unknown>;

async function seedAnswers(run: Run, channelOf: (person: string) => string, seeded: Seeded): Promise<void> {
  const { people, messages, state } = seeded;
  const all = `from (select k, k % ${people} as n, 2 + k / ${people} as seq from generate_series(0, ${messages - 1}) k) m`;
  const externalId = state === "sending" ? `'${wamidOf(0).slice(0, -1)}' || k` : "null";
  const id = uuidSql("0b500003", "k");
  await run(
    `insert into messages (organization_id, id, conversation_id, channel_id, seq, order_key, kind, author_type, author_id, author_name, text, external_id, sent_at, created_at, changed_at, delivery_state)
     select $1, ${id}, ${CONVERSATION}, ${channelOf("n")}, seq, seq, 'outbound', 'user', (select id from users where organization_id = $1 limit 1), 'Agent',
       '#' || k || '# Thank you for your patience: your order has left our house and will be with you tomorrow.', ${externalId}, now(), now(), now(), '${state}' ${all}`,
  );
}

/** Puts a range of the seeded messages into the outbox, all at once. */
export async function queueSeeded(
  client: pg.Client,
  organizationId: string,
  people: number,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  await client.query(
    `insert into outbox (organization_id, message_id, conversation_id, channel_id, seq, state, next_attempt_at, deadline_at, created_at)
     select m.organization_id, m.id, m.conversation_id, m.channel_id, m.seq, 'ready', now(), now() + interval '1 day', now()
     from generate_series($2::int, $3::int - 1) k
     join messages m on m.organization_id = $1 and m.id = ${uuidSql("0b500003", "k")}
     where m.conversation_id = ${uuidSql("0b500002", `k % ${people}`)}`,
    [organizationId, from, to],
  );
}
