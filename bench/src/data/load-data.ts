import { once } from "node:events";
import { setImmediate as breathe } from "node:timers/promises";
import type pg from "pg";
import { type CopyStreamQuery, from as copyFrom } from "pg-copy-streams";
import { COLUMNS, createDigest, type DataLine, makeConversations, type TableName } from "./make-conversations.ts";
import type { DataSize } from "./sizes.ts";
import { withoutIndexes } from "./without-indexes.ts";

export type Loaded = {
  readonly conversations: number;
  readonly messages: number;
  /** SHA-256 of the generated rows. */
  readonly digest: string;
};

const TABLES: readonly TableName[] = ["contacts", "identities", "conversations", "messages", "event_log"];
/** Characters of a table gathered before they are sent. */
const CHUNK = 4_000_000;
/** Lines made between two looks at what the database has to say. */
const BREATH = 1000;

/** Copies a size straight into the product's tables, then brings the counters and statistics up to date. */
export async function loadData(
  client: pg.Client,
  size: DataSize,
  organizationId: string,
  channelIds: readonly string[],
): Promise<Loaded> {
  const digest = createDigest();
  const counts: Record<TableName, number> = { contacts: 0, identities: 0, conversations: 0, messages: 0, event_log: 0 };
  const waiting: Record<TableName, string> = {
    contacts: "",
    identities: "",
    conversations: "",
    messages: "",
    event_log: "",
  };
  // The rows fit by construction; checking every foreign key one by one would cost more than the rest.
  await client.query("set session_replication_role = replica; set synchronous_commit = off");
  await client.query("delete from event_log; update event_head set position = 0");
  await withoutIndexes(client, TABLES, false, async () => {
    let copying: Promise<void> = Promise.resolve();
    let made = 0;
    for (const line of makeConversations(size)) {
      digest.add(line);
      counts[line.table] += 1;
      waiting[line.table] += `${placeOf(line, organizationId, channelIds)}${line.line}`;
      made += 1;
      // The database writes one piece while the next is being made.
      if (made % BREATH === 0) await breathe();
      if (waiting[line.table].length < CHUNK) continue;
      await copying;
      copying = flush(client, line.table, waiting);
    }
    await copying;
    for (const table of TABLES) await flush(client, table, waiting);
  });
  await settle(client, organizationId, counts.event_log);
  return { conversations: counts.conversations, messages: counts.messages, digest: digest.hex() };
}

function placeOf(line: DataLine, organizationId: string, channelIds: readonly string[]): string {
  return line.table === "contacts" ? `${organizationId}\t` : `${organizationId}\t${channelIds[line.channel] ?? ""}\t`;
}

async function flush(client: pg.Client, table: TableName, waiting: Record<TableName, string>): Promise<void> {
  const text = waiting[table];
  waiting[table] = "";
  if (text === "") return;
  const place = table === "contacts" ? ["organization_id"] : ["organization_id", "channel_id"];
  const columns = [...place, ...COLUMNS[table]].join(", ");
  const stream: CopyStreamQuery = client.query(copyFrom(`copy ${table} (${columns}) from stdin`));
  const done = once(stream, "finish");
  stream.end(text);
  await done;
}

async function settle(client: pg.Client, organizationId: string, events: number): Promise<void> {
  await client.query("update event_head set position = $1", [events]);
  await client.query("update listener_positions set position = $1", [events]);
  await client.query("delete from queue_counts where organization_id = $1", [organizationId]);
  await client.query(
    `insert into queue_counts (organization_id, channel_id, status, count)
     select organization_id, channel_id, status, count(*) from conversations
     where organization_id = $1 and status <> 'resolved' group by 1, 2, 3`,
    [organizationId],
  );
  await client.query("vacuum (analyze)");
  await client.query("checkpoint");
}
