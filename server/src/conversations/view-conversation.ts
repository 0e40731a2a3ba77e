import { type ConversationId, type ConversationView, Refusal, type ThreadEntry } from "@guichet/contract";
import { z } from "zod";
import type { Ctx } from "../db/index.ts";
import { accessConversation } from "./access-conversation.ts";
import type { Conversation } from "./conversation.ts";
import { findConversation } from "./conversations.sql.ts";
import { findDraft } from "./drafts.sql.ts";
import { readSeqs } from "./read-marks.sql.ts";
import { earlierConversation, loadEntries } from "./thread.sql.ts";
import { viewRow } from "./view-row.ts";

const PAGE = 50;

/** Step 8's data: the row, the newest page of the thread, what was read, what was drafted. */
export async function viewConversation(ctx: Ctx, id: ConversationId): Promise<ConversationView> {
  const { conversation } = await accessConversation(ctx, id, "see");
  const { entries, before } = await page(ctx, conversation, undefined);
  const seen = await readSeqs(ctx, [id]);
  return {
    conversation: await viewRow(ctx, id),
    entries,
    before,
    readSeq: seen.get(id) ?? null,
    draft: await findDraft(ctx, id),
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
  return await page(ctx, at, place);
}

type Place = { readonly id: ConversationId; readonly seq: number };

/** A page, filled up from earlier conversations until it is full or nothing is left. */
async function page(
  ctx: Ctx,
  from: Conversation,
  place: Place | undefined,
): Promise<{ entries: ThreadEntry[]; before: string | null }> {
  let entries: ThreadEntry[] = [];
  let conversation: Conversation | undefined = from;
  let below = place === undefined ? undefined : { orderKey: place.seq, seq: place.seq };
  while (conversation !== undefined) {
    const wanted = PAGE - entries.length;
    const found = await loadEntries(ctx, conversation.id, below, wanted);
    entries = [...found, ...entries];
    const messages = found.filter((entry) => entry.type === "message");
    if (messages.length >= wanted) {
      return {
        entries,
        before: toCursor({ id: conversation.id, seq: Math.min(...messages.map((entry) => entry.seq)) }),
      };
    }
    const earlier = await earlierConversation(ctx, conversation);
    conversation = earlier === undefined ? undefined : await findConversation(ctx, earlier);
    below = undefined;
  }
  return { entries, before: null };
}

function toCursor(place: Place): string {
  return Buffer.from(`${place.id} ${place.seq}`).toString("base64url");
}

function fromCursor(cursor: string): Place {
  const [id, seq] = Buffer.from(cursor, "base64url").toString().split(" ");
  if (!z.uuid().safeParse(id).success || !/^\d{1,9}$/.test(seq ?? ""))
    throw new Refusal("invalid_input", { fields: [{ path: "before", problem: "not a cursor of ours" }] });
  return { id: id as ConversationId, seq: Number(seq) };
}
