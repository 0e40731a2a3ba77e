import { once } from "node:events";
import { createInterface } from "node:readline";
import type pg from "pg";
import { type CopyStreamQuery, from as copyFrom, to as copyTo } from "pg-copy-streams";
import { buildWords } from "../../../server/src/search/words/build-words.ts";
import { copyLine } from "../data/copy-line.ts";
import { withoutIndexes } from "../data/without-indexes.ts";

/** Characters gathered before they are sent. */
const CHUNK = 4_000_000;

type Message = {
  id: string;
  conversation_id: string;
  channel_id: string;
  at: string;
  subject: string | null;
  text: string;
};

/**
 * The rows that the product's own worker would write for every message, by the same function, copied into a bare table whose
 * indexes are built afterwards by their own definitions: the same index in minutes. The benchmark proves on a sample that it is.
 */
export async function fillIndex(reader: pg.Client, writer: pg.Client, organizationId: string): Promise<void> {
  await writer.query("set session_replication_role = replica; set synchronous_commit = off");
  await withoutIndexes(writer, ["message_search"], true, () => copyWords(reader, writer, organizationId));
  await writer.query("vacuum (analyze) message_search");
  await writer.query("checkpoint");
}

async function copyWords(reader: pg.Client, writer: pg.Client, organizationId: string): Promise<void> {
  await reader.query("set work_mem = '256MB'");
  const source = reader.query(
    // Every line is one message: newlines within are escaped twice, by JSON and by COPY.
    copyTo(`copy (select json_build_object('id', id, 'conversation_id', conversation_id, 'channel_id', channel_id,
      'at', date_trunc('milliseconds', case kind when 'inbound' then sent_at else created_at end), 'subject', subject, 'text', text)
      from messages where organization_id = '${organizationId}' order by id) to stdout`),
  );
  const target: CopyStreamQuery = writer.query(
    copyFrom("copy message_search (organization_id, message_id, conversation_id, channel_id, at, words) from stdin"),
  );
  const done = once(target, "finish");
  let waiting = "";
  for await (const line of createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY })) {
    const message: Message = JSON.parse(line.replaceAll("\\\\", "\\"));
    const at = new Date(message.at);
    const words = buildWords({ ...message, channelId: message.channel_id as never, at, hasAttachment: false });
    waiting += copyLine([organizationId, message.id, message.conversation_id, message.channel_id, at, words]);
    if (waiting.length < CHUNK) continue;
    if (!target.write(waiting)) await once(target, "drain");
    waiting = "";
  }
  target.end(waiting);
  await done;
}
