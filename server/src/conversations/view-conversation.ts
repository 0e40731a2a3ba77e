import { type ConversationId, type ConversationView, Refusal, type ThreadEntry } from "@guichet/contract";
import { z } from "zod";
import type { Ctx } from "../db/index.ts";
import { accessConversation } from "./access-conversation.ts";
import { findConversation } from "./conversations.sql.ts";
import { findDraft } from "./drafts.sql.ts";
import { findEmbeddedPost } from "./posts/find-embedded-post.sql.ts";
import { loadScheduled } from "./scheduling/scheduled.sql.ts";
import { actorId } from "./take-unheld.ts";
import { loadThread, type ThreadPlace } from "./thread.sql.ts";
import { viewRowWithMarks } from "./view-row.ts";

const PAGE = 50;

/** Step 8's data: the row, the newest page of the thread, what was read, what was drafted. */
export async function viewConversation(ctx: Ctx, id: ConversationId): Promise<ConversationView> {
  const { conversation, readSeq, unreadMark, hasDraft, hasScheduled } = await viewRowWithMarks(ctx, id);
  return {
    conversation,
    ...(await page(ctx, { id })),
    readSeq,
    unreadMark,
    draft: hasDraft ? await findDraft(ctx, id) : null,
    scheduled: hasScheduled ? ((await loadScheduled(ctx, [id])).get(id) ?? []) : [],
    post: conversation.visibility === "public" ? await findEmbeddedPost(ctx, id) : null,
  };
}

/** Older entries: the rest of this conversation, then the contact's earlier ones on the same identity. */
export async function listOlderEntries(
  ctx: Ctx,
  id: ConversationId,
  cursor: string,
): Promise<{ entries: ThreadEntry[]; before: string | null }> {
  const { conversation } = await accessConversation(ctx, id, "see");
  const place = fromCursor(cursor);
  const at = place.id === id ? conversation : await findConversation(ctx, place.id);
  // A cursor leads only through the same contact's history.
  if (at === undefined || at.identity_id !== conversation.identity_id || at.visibility !== conversation.visibility)
    throw new Refusal("not_found");
  return await page(ctx, place);
}

async function page(ctx: Ctx, place: ThreadPlace): Promise<{ entries: ThreadEntry[]; before: string | null }> {
  const { entries, next } = await loadThread(ctx, actorId(ctx), place, PAGE);
  return { entries, before: next === undefined ? null : toCursor(next) };
}

function toCursor(place: Required<ThreadPlace>): string {
  return Buffer.from(`${place.id} ${place.seq}`).toString("base64url");
}

function fromCursor(cursor: string): Required<ThreadPlace> {
  const [id, seq] = Buffer.from(cursor, "base64url").toString().split(" ");
  if (!z.uuid().safeParse(id).success || !/^\d{1,9}$/.test(seq ?? ""))
    throw new Refusal("invalid_input", { fields: [{ path: "before", problem: "not a cursor of ours" }] });
  return { id: id as ConversationId, seq: Number(seq) };
}
