import type { ConversationId, MessageId } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../db/index.ts";

export type HitMessage = {
  id: MessageId;
  conversation_id: ConversationId;
  kind: "inbound" | "outbound" | "comment";
  author_name: string;
  subject: string | null;
  text: string;
  at: Date;
};

/** What was found, as it says now: an excerpt is never made of what the index remembers. */
export async function loadHitMessages(ctx: Ctx, ids: readonly MessageId[]): Promise<Map<MessageId, HitMessage>> {
  if (ids.length === 0) return new Map();
  const rows = await sql<HitMessage>`
    select m.id, m.conversation_id, m.kind, m.author_name, m.subject, left(m.text, 100000) as text,
      case m.kind when 'inbound' then m.sent_at else m.created_at end as at
    from messages m
    where m.organization_id = ${ctx.organizationId} and m.id = any(${[...ids]}::uuid[])
      and m.deleted_at is null and m.withdrawn_at is null`.execute(ctx.db);
  return new Map(rows.rows.map((row) => [row.id, row]));
}

/** How far the index is with messages from before there was one: back to when, and how many of a hundred. */
export type IndexProgress = { readonly since: Date; readonly percent: number };

/** Undefined: all messages are in it. */
export async function findIndexProgress(ctx: Ctx): Promise<IndexProgress | undefined> {
  const rows = await sql<{ reached: Date | null; percent: number }>`
    select reached, coalesce(floor(done * 100.0 / nullif(total, 0)), 0)::int as percent
    from search_backfill where organization_id = ${ctx.organizationId}`.execute(ctx.db);
  const waiting = rows.rows[0];
  // Never a hundred while it goes on: the last step finds that there is nothing left.
  return waiting && { since: waiting.reached ?? ctx.now(), percent: Math.min(99, waiting.percent) };
}
