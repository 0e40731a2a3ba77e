import type { AutoResolve, ChannelId, IdentityId, Platform } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../../db/index.ts";
import type { Conversation, Message } from "../conversation.ts";

/** The contact's open private conversation outside any thread, its row locked until the transaction ends. */
export async function findOpenOf(ctx: Ctx, identityId: IdentityId): Promise<Conversation | undefined> {
  return await ctx.db
    .selectFrom("conversations")
    .selectAll()
    .where("organization_id", "=", ctx.organizationId)
    .where("identity_id", "=", identityId)
    .where("visibility", "=", "private")
    .where("thread_key", "=", "")
    .where("status", "in", ["new", "pending"])
    .forUpdate()
    .executeTakeFirst();
}

type ChannelTerms = {
  readonly autoResolve: AutoResolve;
  readonly platform: Platform;
  readonly ownWindow: number | null;
};

/** What a conversation is promised that begins now on a channel (W59), and the hours of its own reply window. */
export async function channelTermsOf(ctx: Ctx, channelId: ChannelId): Promise<ChannelTerms> {
  const found = await sql<ChannelTerms>`
    select o.auto_resolve || h.auto_resolve as "autoResolve", h.platform,
      (h.settings ->> 'replyWindowHours')::int as "ownWindow"
    from channels h join organizations o on o.id = h.organization_id
    where h.organization_id = ${ctx.organizationId} and h.id = ${channelId}`.execute(ctx.db);
  const [row] = found.rows;
  if (row === undefined) throw new Error("a channel that one reaches is not there");
  return row;
}

/** When this contact last wrote in private here, in whatever conversation; null: never. */
export async function lastInboundOf(ctx: Ctx, identityId: IdentityId): Promise<Date | null> {
  const found = await ctx.db
    .selectFrom("conversations")
    .select((eb) => eb.fn.max("last_inbound_at").as("at"))
    .where("organization_id", "=", ctx.organizationId)
    .where("identity_id", "=", identityId)
    .where("visibility", "=", "private")
    .executeTakeFirst();
  return found?.at ?? null;
}

/** Was something said in its conversation before it? */
export async function hasMessageBefore(ctx: Ctx, message: Pick<Message, "conversation_id" | "seq">): Promise<boolean> {
  const earlier = await ctx.db
    .selectFrom("messages")
    .select("id")
    .where("organization_id", "=", ctx.organizationId)
    .where("conversation_id", "=", message.conversation_id)
    .where("seq", "<", message.seq)
    .limit(1)
    .executeTakeFirst();
  return earlier !== undefined;
}
