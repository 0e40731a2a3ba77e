import type { VisitorMessage } from "@guichet/contract";
import type { ThreadRow } from "./thread.sql.ts";

/** A row as the visitor sees it. Of what was deleted, only the place is left. */
export function toVisitorMessage(row: ThreadRow): VisitorMessage {
  const isOwn = row.kind === "inbound";
  return {
    id: row.id,
    cursor: row.cursor,
    orderKey: row.order_key,
    from: isOwn ? "visitor" : "agent",
    authorName: row.author_name,
    text: row.deleted ? "" : row.text,
    replyToId: row.reply_to_id,
    attachments: row.deleted ? [] : [...row.attachments],
    at: row.at.toISOString(),
    state: isOwn ? "sent" : (row.delivery_state ?? "sent"),
    readByAgent: isOwn && row.read_by_agent,
  };
}
