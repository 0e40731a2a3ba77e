import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { createFileStore } from "../../../files/index.ts";
import type { StoredConversation, StoredEvent, StoredFile, StoredMessage, SystemState } from "./history.ts";

/** So long an event may wait for the dispatcher when nothing is in its way, in ms. */
const DISPATCH_MS = 10_000;

/**
 * Reads what stands in the database and in the file store; in one snapshot, when all is quiet. The clock itself announces
 * things (somebody who was silent for two minutes is offline): a snapshot that meets such an event on its way is taken anew.
 */
export async function readSystem(databaseUrl: string, filesFolder: string): Promise<SystemState> {
  for (const end = Date.now() + DISPATCH_MS; ; await sleep(200)) {
    const state = await readSnapshot(databaseUrl, filesFolder);
    if (state.eventsWaiting === 0 || Date.now() > end) return state;
  }
}

async function readSnapshot(databaseUrl: string, filesFolder: string): Promise<SystemState> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    const rows = async <Row extends object>(text: string) => (await client.query<Row>(text)).rows;
    const one = async (text: string) => String((await client.query<{ value: unknown }>(text)).rows[0]?.value);
    return {
      channels: await rows(`select id, organization_id as "organizationId", platform from channels`),
      conversations: await rows<StoredConversation>(CONVERSATIONS),
      messages: await rows<StoredMessage>(MESSAGES),
      outbox: await rows(`select message_id as "messageId", state from outbox`),
      deliveries: await rows("select id, state, reason from deliveries"),
      attachments: await readFiles(await rows<FileRow>(ATTACHMENTS), filesFolder),
      events: await rows<StoredEvent>(EVENTS),
      eventsWaiting: Number(await one("select count(*) as value from event_inbox")),
      headPosition: await one("select position as value from event_head"),
      queueCounts: Object.fromEntries(
        (await rows<{ key: string; count: number }>(COUNTS)).map(({ key, count }) => [key, count]),
      ),
    };
  } finally {
    await client.end();
  }
}

const CONVERSATIONS = `
  select c.id, c.organization_id as "organizationId", c.channel_id as "channelId", i.external_id as contact,
    c.thread_key as "threadKey", c.visibility, c.status, c.last_seq as "lastSeq"
  from conversations c join identities i on i.organization_id = c.organization_id and i.id = c.identity_id
  order by c.created_at, c.id`;
const MESSAGES = `
  select id, conversation_id as "conversationId", channel_id as "channelId", seq, order_key as "orderKey", kind,
    external_id as "externalId", text, delivery_state as "deliveryState"
  from messages order by conversation_id, seq`;
const ATTACHMENTS = `select message_id as "messageId", name, state, failure, file from attachments where message_id is not null`;
const EVENTS = `
  select position, id, organization_id as "organizationId", type as "eventType", conversation_id as "conversationId",
    channel_id as "channelId", data ->> 'messageId' as "messageId", seq, data ->> 'status' as status, data ->> 'before' as before,
    data ->> 'assigneeId' as assignee, data ->> 'cause' as cause, data ->> 'state' as "deliveryState"
  from event_log order by position`;
const COUNTS = "select channel_id || ' ' || status as key, count from queue_counts";

type FileRow = Omit<StoredFile, "bytes"> & { readonly file: string | null };

/** The size is counted from the bytes, not believed. */
async function readFiles(rows: readonly FileRow[], folder: string): Promise<StoredFile[]> {
  const store = createFileStore({ root: folder });
  return await Promise.all(
    rows.map(async ({ file, ...row }) => {
      const opened = file === null ? undefined : await store.open(file);
      let bytes = opened === undefined ? null : 0;
      for await (const chunk of opened?.stream ?? []) bytes = (bytes ?? 0) + (chunk as Buffer).length;
      return { ...row, bytes };
    }),
  );
}
