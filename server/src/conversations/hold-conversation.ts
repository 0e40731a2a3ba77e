import { type ConversationId, type ConversationRow, Refusal, type UserId } from "@guichet/contract";
import { type Ctx, inTransaction } from "../db/index.ts";
import { appendEvents, type NewEvent } from "../events/index.ts";
import { accessConversation } from "./access-conversation.ts";
import { type Conversation, factsOf, isUser } from "./conversation.ts";
import { canWithConversation } from "./conversations.policy.ts";
import { releaseLocks, updateConversation } from "./conversations.sql.ts";
import { viewRow } from "./view-row.ts";
import { takeFromVirtualAgent } from "./virtual-agents/take-over.ts";

export type Opened = { readonly conversation: ConversationRow; readonly gotLock: boolean };

/**
 * An agent opens a conversation in the foreground. The first one who may reply gets the lock, `steal` takes it (W80–W82);
 * whatever else they held is released, for a person holds one lock. A Viewer takes none. What a virtual agent has is locked by
 * that (W84): stealing it takes it over.
 */
export async function openConversation(ctx: Ctx, id: ConversationId, steal: boolean): Promise<Opened> {
  const userId = actorId(ctx);
  const gotLock = await inTransaction(ctx, async (trx) => {
    const { conversation, role } = await accessConversation(trx, id, "see", { lock: true });
    const events: NewEvent[] = [{ type: "conversation.opened", data: { ...factsOf(conversation), userId } }];
    await releaseOthers(trx, userId, [id]);
    const wants = conversation.status !== "resolved" && canWithConversation(role, "reply");
    const steals = steal && canWithConversation(role, "stealLock");
    const free = wants && steals ? await takeFromVirtualAgent(trx, conversation, userId) : conversation;
    const got = wants && free.holder === null && (await takeLock(trx, free, userId, steals, events));
    await appendEvents(trx, events);
    return got;
  });
  return { conversation: await viewRow(ctx, id), gotLock };
}

/** False: somebody else holds it. The caller has the row, and tells what is put into `events`. */
export async function takeLock(
  ctx: Ctx,
  conversation: Conversation,
  userId: UserId,
  steal: boolean,
  events: NewEvent[],
): Promise<boolean> {
  const holder = conversation.lock_user_id;
  if (holder === userId) return true;
  if (holder !== null && !steal) return false;
  const stolen = holder !== null;
  const seq = conversation.last_seq + 1;
  const changed = await updateConversation(ctx, conversation.id, {
    lock_user_id: userId,
    lock_at: ctx.now(),
    ...(stolen ? { last_seq: seq } : {}),
  });
  events.push({
    type: "conversation.locked",
    data: { ...factsOf(changed), userId, stolenFrom: holder },
    ...(stolen ? { seq } : {}),
  });
  return true;
}

/** The agent moves away (W81): the lock is free again. Quiet when it was not theirs or the conversation is gone. */
export async function leaveConversation(ctx: Ctx, id: ConversationId): Promise<void> {
  const userId = actorId(ctx);
  await inTransaction(ctx, async (trx) => {
    const { conversation } = await accessConversation(trx, id, "see", { lock: true });
    const events: NewEvent[] = [{ type: "conversation.left", data: { ...factsOf(conversation), userId } }];
    if (conversation.lock_user_id === userId) {
      const changed = await updateConversation(trx, id, { lock_user_id: null, lock_at: null });
      events.push({ type: "conversation.locked", data: { ...factsOf(changed), userId: null, stolenFrom: null } });
    }
    await appendEvents(trx, events);
  });
}

/** Releases every lock of a person but these: on moving on, on signing out, after two minutes without a sign of life. */
export async function releaseOthers(ctx: Ctx, userId: UserId, except: readonly ConversationId[]): Promise<void> {
  const released = await releaseLocks(ctx, userId, except);
  await appendEvents(
    ctx,
    released.map(
      (row) => ({ type: "conversation.locked", data: { ...factsOf(row), userId: null, stolenFrom: null } }) as const,
    ),
  );
}

function actorId(ctx: Ctx): UserId {
  if (!isUser(ctx.actor)) throw new Refusal("not_allowed");
  return ctx.actor.id;
}
