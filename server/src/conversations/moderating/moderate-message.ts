import {
  type ConversationRow,
  type MessageId,
  type MessageView,
  type Moderation,
  moderationsOf,
  Refusal,
} from "@guichet/contract";
import { type Ctx, type Database, withTransaction } from "../../db/index.ts";
import { accessConversation } from "../access-conversation.ts";
import { applyModeration, writeRemoval } from "../apply-news.ts";
import { conversationOfMessage } from "../message.sql.ts";
import { findMessageByRow } from "../news-target.sql.ts";
import { platformOf } from "../replying/reply-terms.sql.ts";
import { findSent } from "../send-message.sql.ts";
import { loadMessages } from "../thread.sql.ts";
import { viewRow } from "../view-row.ts";

export type ModerationTarget = {
  readonly channelId: Awaited<ReturnType<typeof accessConversation>>["conversation"]["channel_id"];
  readonly externalId: string;
};
export type Moderated = { readonly message: MessageView; readonly conversation: ConversationRow };

/**
 * Whether the viewer may do this to what stands in public, and where it is (W163): who may reply may. Undefined: it is so
 * already, and nobody has to be asked.
 */
export async function checkModeration(
  ctx: Ctx,
  id: MessageId,
  moderation: Moderation,
): Promise<ModerationTarget | undefined> {
  const conversationId = await conversationOfMessage(ctx, id);
  if (conversationId === undefined) throw new Refusal("not_found");
  const { conversation } = await accessConversation(ctx, conversationId, "reply");
  const [seen] = await loadMessages(ctx, [id]);
  const stored = await findSent(ctx, id);
  if (seen === undefined || stored === undefined) throw new Refusal("not_found");
  const { platform } = await platformOf(ctx, conversation.channel_id);
  if (isSoAlready(seen, moderation)) return undefined;
  const isPossible = moderationsOf(platform, conversation.visibility, seen).includes(moderation);
  if (!isPossible || stored.external_id === null)
    throw new Refusal("invalid_input", { fields: [{ path: "do", problem: "not possible with this message" }] });
  return { channelId: conversation.channel_id, externalId: stored.external_id };
}

function isSoAlready({ hidden, liked, reposted, deleted }: MessageView, moderation: Moderation): boolean {
  const shown = { like: liked, unlike: !liked, repost: reposted, unrepost: !reposted, hide: hidden, unhide: !hidden };
  const now = { ...shown, delete: deleted };
  return (moderation === "delete" || !deleted) && now[moderation];
}

/** Who has it deleted is known from the moment in which the platform is asked; false: it did not do it. */
export async function noteRemoval(database: Database, ctx: Ctx, id: MessageId, isAsked: boolean): Promise<void> {
  await database.withClient(ctx.organizationId, (client) =>
    writeRemoval(client, ctx.organizationId, id, isAsked ? ctx.actor : null),
  );
}

/** The platform has done it: state, event and a line that says who, in one transaction. A repeat changes nothing. */
export async function recordModeration(
  database: Database,
  ctx: Ctx,
  id: MessageId,
  moderation: Moderation,
): Promise<void> {
  await withTransaction(database, ctx.organizationId, async (client) => {
    const message = await findMessageByRow(client, ctx.organizationId, id);
    if (message !== undefined)
      await applyModeration(client, ctx.organizationId, message, moderation, ctx.actor, ctx.now());
  });
}

/** The message and its conversation as they are now. */
export async function viewModerated(ctx: Ctx, id: MessageId): Promise<Moderated> {
  const [message] = await loadMessages(ctx, [id]);
  if (message === undefined) throw new Refusal("not_found");
  return { message, conversation: await viewRow(ctx, message.conversationId) };
}
