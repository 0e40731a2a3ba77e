import {
  type BoomerangWish,
  type ConversationId,
  type ConversationRow,
  Refusal,
  type StatusCause,
} from "@guichet/contract";
import { type Ctx, inTransaction } from "../../db/index.ts";
import { appendEvents } from "../../events/index.ts";
import type { Conversation } from "../conversation.ts";
import { updateConversation } from "../conversations.sql.ts";
import { boomerangEvents, linesIn } from "../status-events.ts";
import { actorId, takeUnheld } from "../take-unheld.ts";
import { viewRow } from "../view-row.ts";
import { type Boomerang, boomerangColumns, boomerangOf, toBoomerang } from "./boomerang.ts";

/** W62, W63: sets or replaces the boomerang of a Pending or Resolved conversation. */
export async function setBoomerang(ctx: Ctx, id: ConversationId, wish: BoomerangWish): Promise<ConversationRow> {
  await inTransaction(ctx, async (trx) => {
    const conversation = await takeUnheld(trx, id);
    if (conversation.status === "new") throw new Refusal("status_not_possible");
    await writeBoomerang(trx, conversation, toBoomerang(wish, actorId(ctx), ctx.now()), "by_hand");
  });
  return await viewRow(ctx, id);
}

/** W64: it stays where it is. Quiet when there is none. */
export async function cancelBoomerang(ctx: Ctx, id: ConversationId): Promise<ConversationRow> {
  await inTransaction(ctx, async (trx) => {
    const conversation = await takeUnheld(trx, id);
    if (conversation.boomerang_at !== null) await writeBoomerang(trx, conversation, null, "by_hand");
  });
  return await viewRow(ctx, id);
}

/** Writes the boomerang alone; the caller holds the row. */
export async function writeBoomerang(
  ctx: Ctx,
  conversation: Conversation,
  boomerang: Boomerang | null,
  cause: StatusCause,
): Promise<void> {
  const before = boomerangOf(conversation);
  const change = { after: boomerang, cancelled: boomerang === null ? before : null, set: boomerang };
  const events = boomerangEvents(conversation, change, cause, conversation.last_seq + 1);
  await updateConversation(ctx, conversation.id, {
    ...boomerangColumns(boomerang),
    last_seq: conversation.last_seq + linesIn(events),
  });
  await appendEvents(ctx, events);
}
