import {
  type ConversationId,
  PLATFORMS,
  Refusal,
  readStartAddress,
  type StartConversationAnswer,
  type StartConversationBody,
} from "@guichet/contract";
import { type Ctx, inTransaction } from "../../db/index.ts";
import { cleanText } from "../../lib/clean-text.ts";
import { channelRolesOf } from "../../users/index.ts";
import { canWithConversation } from "../conversations.policy.ts";
import { type ReplyTerms, replyTermsOf } from "../replying/reply-terms.sql.ts";
import { findSent } from "../send-message.sql.ts";
import { sendReply } from "../send-message.ts";
import { actorId } from "../take-unheld.ts";
import { loadMessages } from "../thread.sql.ts";
import { viewRow } from "../view-row.ts";
import { reachConversation } from "./reach-conversation.ts";
import { hasMessageBefore } from "./starting.sql.ts";

type Started = { readonly id: ConversationId; readonly continued: boolean };

/**
 * An agent writes first (W100): to the contact at an address of a channel, who is made where nobody is known there. In the
 * contact's open conversation when there is one, else in a new one, Pending and the agent's; the contact's answer comes there.
 */
export async function startConversation(
  ctx: Ctx,
  body: StartConversationBody,
  authorName: string,
): Promise<StartConversationAnswer> {
  const { id, continued } = await inTransaction(
    ctx,
    async (trx) => (await findRepeat(trx, body)) ?? (await start(trx, body, authorName)),
  );
  const conversation = await viewRow(ctx, id);
  const [message] = await loadMessages(ctx, [body.message.id]);
  if (message === undefined) throw new Refusal("not_found");
  return { conversation, message, continued };
}

/** A repeat of the same id is the same message (I11), wherever it went. */
async function findRepeat(ctx: Ctx, { channelId, message }: StartConversationBody): Promise<Started | undefined> {
  const already = await findSent(ctx, message.id);
  if (already === undefined) return undefined;
  if (already.author_id !== actorId(ctx) || already.channel_id !== channelId) throw new Refusal("already_exists");
  return { id: already.conversation_id, continued: await hasMessageBefore(ctx, already) };
}

async function start(ctx: Ctx, body: StartConversationBody, authorName: string): Promise<Started> {
  const { channelId, message } = body;
  const role = (await channelRolesOf(ctx, actorId(ctx))).get(channelId);
  if (role === undefined) throw new Refusal("not_found");
  if (!canWithConversation(role, "reply")) throw new Refusal("not_allowed");
  const terms = await replyTermsOf(ctx, channelId, actorId(ctx));
  const { address, subject, shown } = readPlace(body, terms);
  const isMail = PLATFORMS[terms.platform].starts?.address === "email";
  const name = cleanText(body.name).trim();
  const { conversation, isNew } = await reachConversation(ctx, {
    ...{ channel: { id: channelId, platform: terms.platform }, address, name, subject },
    handle: isMail || shown !== address ? shown : null,
  });
  await sendReply(
    ctx,
    conversation,
    {
      ...message,
      ...{ kind: "reply", text: cleanText(message.text).trim(), replyToId: null, mentions: [] },
      afterwards: isNew ? "pending" : "preference",
    },
    authorName,
    `user:${actorId(ctx)}`,
  );
  return { id: conversation.id, continued: !isNew };
}

/** What the platform says of itself decides: whether one may write first, to what kind of address, with a subject or not. */
function readPlace(
  body: StartConversationBody,
  { platform }: ReplyTerms,
): { readonly address: string; readonly shown: string; readonly subject: string | null } {
  const { starts, can } = PLATFORMS[platform];
  const refuse = (path: string, problem: string) => new Refusal("invalid_input", { fields: [{ path, problem }] });
  if (starts === undefined) throw refuse("channelId", "cannot start");
  const shown = readStartAddress(starts.address, body.address);
  if (shown === undefined) throw refuse("address", "no address");
  const address = starts.withoutPlus ? shown.replace("+", "") : shown;
  const subject = cleanText(body.subject).trim();
  if (can.subject && subject === "") throw refuse("subject", "empty");
  return { address, shown, subject: can.subject ? subject : null };
}
