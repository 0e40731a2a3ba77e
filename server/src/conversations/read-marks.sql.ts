import { type ConversationId, Refusal, type UnreadMark, type UserId } from "@guichet/contract";
import { sql } from "kysely";
import { type Ctx, inTransaction } from "../db/index.ts";
import { appendEvents } from "../events/index.ts";
import { accessConversation } from "./access-conversation.ts";
import { type Conversation, isUser } from "./conversation.ts";
import { isWritten } from "./written.sql.ts";

type Marked = UnreadMark & { readonly readSeq: number };

/**
 * The acting user has seen everything up to `seq`; that never moves back. What they had marked unread is read again, unless the
 * mark is newer than the one they knew of (`turn`): then it was set in another browser, or on the way there.
 */
export async function markRead(
  ctx: Ctx,
  conversationId: ConversationId,
  { seq, turn = null }: { readonly seq: number; readonly turn?: number | null | undefined },
): Promise<void> {
  const { conversation } = await accessConversation(ctx, conversationId, "see");
  const written = await sql<{ unread_from: number | null }>`
    insert into read_marks as m (organization_id, conversation_id, user_id, seq)
    values (${ctx.organizationId}, ${conversationId}, ${userOf(ctx)}, ${Math.min(seq, conversation.last_seq)})
    on conflict (organization_id, conversation_id, user_id) do update set seq = greatest(m.seq, excluded.seq)
    returning m.unread_from`.execute(ctx.db);
  if (written.rows[0]?.unread_from !== null) await takeMarkAway(ctx, conversation, turn);
}

async function takeMarkAway(ctx: Ctx, conversation: Conversation, turn: number | null): Promise<void> {
  await inTransaction(ctx, async (trx) => {
    const taken = await sql<Marked>`
      update read_marks set unread_from = null, unread_turn = unread_turn + 1
      where organization_id = ${ctx.organizationId} and conversation_id = ${conversation.id} and user_id = ${userOf(ctx)}
        and unread_from is not null and (${turn}::int is null or unread_turn <= ${turn}::int)
      returning unread_from as "from", unread_turn as turn, seq as "readSeq"`.execute(trx.db);
    await tell(trx, conversation, taken.rows[0]);
  });
}

/**
 * The acting user marks it unread, for themselves alone, whatever they may do there: from the contact's newest message on, or
 * where the contact has written nothing, from the newest entry. What is marked already stays as it is.
 */
export async function markUnread(ctx: Ctx, conversationId: ConversationId): Promise<UnreadMark> {
  const { conversation } = await accessConversation(ctx, conversationId, "see");
  return await inTransaction(ctx, async (trx) => {
    const written = await sql<Marked>`
      insert into read_marks as m (organization_id, conversation_id, user_id, seq, unread_from, unread_turn)
      select ${ctx.organizationId}, ${conversationId}, ${userOf(ctx)}, 0, coalesce((
        select i.seq from messages i where i.organization_id = ${ctx.organizationId} and i.conversation_id = ${conversationId}
          and i.kind = 'inbound' and ${isWritten("i")} order by i.seq desc limit 1), ${conversation.last_seq}::int), 1
      on conflict (organization_id, conversation_id, user_id) do update set unread_from = excluded.unread_from,
        unread_turn = m.unread_turn + 1 where m.unread_from is null
      returning m.unread_from as "from", m.unread_turn as turn, m.seq as "readSeq"`.execute(trx.db);
    await tell(trx, conversation, written.rows[0]);
    const [marked] = written.rows;
    return marked === undefined ? await findMark(trx, conversationId) : { from: marked.from, turn: marked.turn };
  });
}

async function findMark(ctx: Ctx, conversationId: ConversationId): Promise<UnreadMark> {
  return await ctx.db
    .selectFrom("read_marks")
    .select(["unread_from as from", "unread_turn as turn"])
    .where("organization_id", "=", ctx.organizationId)
    .where("conversation_id", "=", conversationId)
    .where("user_id", "=", userOf(ctx))
    .executeTakeFirstOrThrow();
}

/** The person's other browsers hear of it. */
async function tell(
  ctx: Ctx,
  { id, channel_id }: Pick<Conversation, "id" | "channel_id">,
  marked: Marked | undefined,
): Promise<void> {
  if (marked === undefined) return;
  const { readSeq, ...mark } = marked;
  const place = { conversationId: id, channelId: channel_id };
  await appendEvents(ctx, [{ type: "unread_mark.changed", data: { userId: userOf(ctx), place, mark, readSeq } }]);
}

function userOf(ctx: Ctx): UserId {
  if (!isUser(ctx.actor)) throw new Refusal("not_allowed");
  return ctx.actor.id;
}
