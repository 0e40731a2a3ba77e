import { type ConversationId, type listMutedQuery, type mutedPosts, type PostView, Refusal } from "@guichet/contract";
import type { z } from "zod";
import { readPlace, writePlace } from "../../contacts/index.ts";
import type { Ctx } from "../../db/index.ts";
import { appendEvents } from "../../events/index.ts";
import { type AuditedCtx, appendSettingsChange, inAuditedTransaction } from "../../organizations/index.ts";
import { accessConversation, reachOf } from "../access-conversation.ts";
import { type Conversation, excerpt, factsOf } from "../conversation.ts";
import { abilitiesFor } from "../conversations.policy.ts";
import { lockConversation, updateConversation } from "../conversations.sql.ts";
import { actorId } from "../take-unheld.ts";
import {
  deleteMutedPost,
  findMutedPost,
  insertMutedPost,
  listMutedPostRows,
  readPost,
  toMutedPost,
} from "./muted-posts.sql.ts";

/** Characters of a post that its log shows. */
const SHOWN = 280;

/** The post or ad a public conversation stands under; the platform tells its first words as the conversation's subject. */
export async function viewPost(ctx: Ctx, id: ConversationId): Promise<{ post: PostView | null }> {
  const { conversation, role } = await accessConversation(ctx, id, "see");
  if (!isUnderPost(conversation)) return { post: null };
  const { on, muted } = await readPost(ctx, conversation);
  return {
    post: {
      text: excerpt(conversation.subject ?? "", SHOWN),
      muted: on && muted,
      mayMute: on && abilitiesFor(role).includes("mute"),
    },
  };
}

/** W124: every later comment under the post is resolved at once. What is open stays as it is. */
export async function mutePost(
  ctx: AuditedCtx,
  id: ConversationId,
  muted: boolean,
): Promise<{ post: PostView | null }> {
  await inAuditedTransaction(ctx, async (inside) => {
    const { conversation } = await accessConversation(inside, id, "mute", { lock: true });
    if (!isUnderPost(conversation)) throw new Refusal("not_found");
    if (!(await readPost(inside, conversation)).on) throw new Refusal("not_allowed");
    const text = excerpt(conversation.subject ?? "", SHOWN);
    const changed = muted
      ? await insertMutedPost(inside, conversation, { at: inside.now(), by: actorId(inside), text })
      : await deleteMutedPost(inside, conversation);
    if (changed) await tell(inside, conversation, muted);
  });
  return await viewPost(ctx, id);
}

/** An Admin takes it back in the log, also while it is switched off. */
export async function unmutePostFromLog(ctx: AuditedCtx, id: string): Promise<void> {
  await inAuditedTransaction(ctx, async (inside) => {
    const found = await findMutedPost(inside, id);
    if (found === undefined) throw new Refusal("not_found");
    const conversation =
      found.conversation_id === null ? undefined : await lockConversation(inside, found.conversation_id);
    if (!(await deleteMutedPost(inside, found))) return;
    if (conversation !== undefined) await tell(inside, conversation, false);
    await appendSettingsChange(inside, { action: "post.unmuted", subject: found.channelName });
  });
}

export async function listMutedPosts(
  ctx: Ctx,
  query: z.output<typeof listMutedQuery>,
): Promise<z.output<typeof mutedPosts>> {
  const roles = await reachOf(ctx);
  const search = query.search?.trim() ?? "";
  const rows = await listMutedPostRows(ctx, [...roles.keys()], search, readPlace(query.after), query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => toMutedPost(row, roles.get(row.channel_id))),
    next: rows.length > query.limit && last !== undefined ? writePlace(last) : null,
  };
}

function isUnderPost(conversation: Conversation): boolean {
  return conversation.visibility === "public" && conversation.thread_key !== "";
}

async function tell(ctx: AuditedCtx, conversation: Conversation, muted: boolean): Promise<void> {
  const told = await updateConversation(ctx, conversation.id, { last_seq: conversation.last_seq + 1 });
  await appendEvents(ctx, [{ type: "post.muted", data: { ...factsOf(told), muted }, seq: told.last_seq }]);
}
