import type { ConversationId, IdentityId, MessageId, TagId, UserId } from "@guichet/contract";
import type { Db } from "../../db/index.ts";
import { appendEvents } from "../../events/index.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import type { World } from "./messenger.test-kit.ts";

/** The conversation a visitor's message is in. */
export async function conversationOf(world: World, id: MessageId) {
  return await world.database.system
    .selectFrom("messages as m")
    .innerJoin("conversations as c", (join) =>
      join.onRef("c.organization_id", "=", "m.organization_id").onRef("c.id", "=", "m.conversation_id"),
    )
    .selectAll("c")
    .where("m.id", "=", id)
    .executeTakeFirstOrThrow();
}

type Written = {
  readonly kind?: "outbound" | "comment";
  readonly state?: "queued" | "sent" | "failed";
  readonly text?: string;
};

/** An agent's line in a visitor's conversation, with the event that tells of it. */
export async function agentWrites(
  world: World,
  conversationId: ConversationId,
  written: Written = {},
): Promise<MessageId> {
  const { kind = "outbound", state = "sent", text = "Hello, how can I help?" } = written;
  const id = uuidV7() as MessageId;
  const at = world.deps.now();
  await world.database.system.transaction().execute(async (trx) => {
    const conversation = await trx
      .updateTable("conversations")
      .set((eb) => ({ last_seq: eb("last_seq", "+", 1) }))
      .where("id", "=", conversationId)
      .returningAll()
      .executeTakeFirstOrThrow();
    await trx
      .insertInto("messages")
      .values({
        ...{ organization_id: conversation.organization_id, id, conversation_id: conversationId },
        ...{ channel_id: conversation.channel_id, seq: conversation.last_seq, order_key: conversation.last_seq, kind },
        ...{ author_type: "user", author_id: uuidV7(), author_name: "Grace", text, sent_at: at, created_at: at },
        ...{ changed_at: at, external_id: kind === "outbound" ? `m:${id}` : null },
        delivery_state: kind === "outbound" ? state : null,
      })
      .execute();
    await tellEvent(world, trx, conversationId, id, kind === "comment" ? "comment.added" : "message.delivery_changed");
  });
  world.wake.now();
  return id;
}

/** Announces something about a message the way the core does. */
export async function tellEvent(
  world: World,
  db: Db,
  conversationId: ConversationId,
  messageId: MessageId,
  type: "comment.added" | "message.delivery_changed" | "message.changed" | "conversation.opened" | "tag.added",
): Promise<void> {
  const c = await db.selectFrom("conversations").selectAll().where("id", "=", conversationId).executeTakeFirstOrThrow();
  const facts = {
    ...{ conversationId, channelId: c.channel_id, contactId: c.contact_id, identityId: c.identity_id as IdentityId },
    ...{ visibility: c.visibility, status: c.status, assigneeId: c.assignee_id, teamId: c.team_id },
  };
  const ctx = {
    ...{ db, organizationId: c.organization_id, now: world.deps.now, log: world.log },
    actor: { type: "system", name: "test" } as const,
  };
  const event = {
    "comment.added": { type: "comment.added", data: { ...facts, messageId, mentions: [] } },
    "message.delivery_changed": {
      type: "message.delivery_changed",
      data: { ...facts, messageId, state: "sent", error: null },
    },
    "message.changed": { type: "message.changed", data: { ...facts, messageId, change: "edited" } },
    "tag.added": { type: "tag.added", data: { ...facts, messageId, tagId: uuidV7() as TagId } },
    "conversation.opened": { type: "conversation.opened", data: { ...facts, userId: uuidV7() as UserId } },
  } as const;
  await appendEvents(ctx, [event[type]]);
}
