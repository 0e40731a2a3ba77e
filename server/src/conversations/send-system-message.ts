import { type ApiKeyId, type ConversationId, type MessageId, Refusal, type VirtualAgentId } from "@guichet/contract";
import { type Ctx, inTransaction, type LastMessage } from "../db/index.ts";
import { appendEvents } from "../events/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { changeStatus } from "./change-status.ts";
import { type Conversation, excerpt, factsOf } from "./conversation.ts";
import { lockConversation, updateConversation } from "./conversations.sql.ts";
import { insertOutbox } from "./outbox.sql.ts";
import { insertSent, type SentTemplate } from "./send-message.sql.ts";

/** A message of the product itself, as the health probe sends it. Needs no lock and takes none. */
export async function sendSystemMessage(
  ctx: Ctx,
  conversationId: ConversationId,
  text: string,
  thenResolve: boolean,
): Promise<MessageId> {
  return await inTransaction(ctx, async (trx) => {
    const conversation = await lockConversation(trx, conversationId);
    if (conversation === undefined) throw new Refusal("not_found");
    const { id, conversation: changed } = await writeSystemMessage(trx, conversation, text);
    if (thenResolve) await changeStatus(trx, changed, "reply_then_resolved");
    return id;
  });
}

type SystemMessage = {
  /** It is no answer to who waits. */
  readonly waitsOn?: boolean;
  /** Under which the contact reads it. */
  readonly name?: string;
  /** A virtual agent says it. */
  readonly agent?: VirtualAgentId;
  /** A program says it. */
  readonly app?: { readonly id: ApiKeyId; readonly name: string };
  readonly template?: SentTemplate | null;
};

/** Writes it into a conversation whose row the caller has locked. */
export async function writeSystemMessage(
  ctx: Ctx,
  conversation: Conversation,
  text: string,
  { waitsOn = false, name: under, agent, app, template = null }: SystemMessage = {},
): Promise<{ readonly id: MessageId; readonly conversation: Conversation }> {
  const id = uuidV7() as MessageId;
  const now = ctx.now();
  const seq = conversation.last_seq + 1;
  const by = app !== undefined ? "app" : agent !== undefined ? "virtual_agent" : "system";
  const name = under ?? app?.name ?? (ctx.actor.type === "system" ? ctx.actor.name : "");
  await insertSent(ctx, {
    id,
    conversation_id: conversation.id,
    channel_id: conversation.channel_id,
    seq,
    order_key: seq,
    kind: "outbound",
    author_type: by,
    author_id: app?.id ?? agent ?? null,
    author_name: name,
    text,
    reply_to_id: null,
    mentions: [],
    sent_at: now,
    created_at: now,
    changed_at: now,
    delivery_state: "queued",
    template,
  });
  const last: LastMessage = {
    id,
    kind: "outbound",
    text: excerpt(text),
    authorName: name,
    attachments: 0,
    at: now.toISOString(),
    deliveryState: "queued",
  };
  const changed = await updateConversation(ctx, conversation.id, {
    last_seq: seq,
    last_message: JSON.stringify(last),
    ...(waitsOn ? {} : { waiting_since: null }),
  });
  await insertOutbox(ctx, changed, id, seq);
  await appendEvents(ctx, [{ type: "message.sent", data: { ...factsOf(changed), messageId: id, by } }]);
  return { id, conversation: changed };
}
