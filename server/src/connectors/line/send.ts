import type { LineSettings } from "@guichet/contract";
import { z } from "zod";
import type { ChannelForConnector, ConnectorContext, OutboundMessage, SendResult } from "../connector.ts";
import { idOf, rawOf, recordOf, textOf } from "../read-json.ts";
import { keepSentPieces, readSentPieces } from "../sent-pieces.ts";
import { type Account, accountOf, type Called, callApi } from "./call-api.ts";
import { markAsRead } from "./mark-as-read.ts";
import { planMessages, type Step } from "./plan-messages.ts";
import { findReplyToken, replyOnce } from "./reply.ts";

type Channel = ChannelForConnector<LineSettings>;
const sentMessage = z.object({ id: z.string(), quoteToken: z.string().optional() });
type Sent = z.infer<typeof sentMessage>;
const kept = z.array(z.array(sentMessage));

/**
 * Sends one message, in as many calls as it takes, five of LINE's in each. A fresh reply token answers for nothing; anything
 * else is pushed under a retry key, which makes a repeat harmless. What has been sent is written down after each call but the
 * last. The first one's id is the message's.
 */
export async function sendMessage(
  message: OutboundMessage,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<SendResult> {
  const { to, text, files, clientRef } = message;
  const isPerson = !/^[CR]/.test(to.externalId);
  const quoteToken = tokenIn(message.replyTo?.context);
  const steps = planMessages({ clientRef, text, files, quoteToken, publicUrl: ctx.publicUrl, isPerson });
  if (steps.length === 0) return refuse("nothing_to_send", "LINE takes no message without a text or a file.");
  if (!/^[\w-]{1,200}$/.test(to.externalId)) return refuse("no_chat", "The contact has no chat in LINE.");
  const sent = steps.length === 1 ? [] : await readSentPieces(message, kept, ctx);
  for (const [index, step] of steps.entries()) {
    if (index < sent.length) continue;
    const called = await sendStep(step, index === 0, message, channel, ctx);
    if (!called.ok) return { ok: false, error: called.error };
    sent.push(sentIn(called));
    if (index < steps.length - 1) await keepSentPieces(message, sent, ctx);
  }
  await markAsRead(message, accountOf(channel), ctx);
  return toResult(sent.flat());
}

async function sendStep(
  step: Step,
  isFirst: boolean,
  message: OutboundMessage,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<Called> {
  const account = accountOf(channel);
  const token = isFirst ? await findReplyToken(message, ctx) : undefined;
  const replied = token === undefined ? undefined : await replyOnce(token, step, message, account, ctx);
  return replied ?? (await push(step, message, account, ctx));
}

async function push(step: Step, { to }: OutboundMessage, account: Account, ctx: ConnectorContext): Promise<Called> {
  const { messages, retryKey } = step;
  const called = await callPush({ to: to.externalId, messages }, retryKey, account, ctx);
  const isQuoteGone = !called.ok && called.status === 400 && /quotetoken/i.test(called.said);
  if (!isQuoteGone) return called;
  // What is answered was taken back, or is too old: the answer is worth more than the quote.
  const bare = messages.map(({ quoteToken: _gone, ...rest }) => rest);
  return await callPush({ to: to.externalId, messages: bare }, retryKey, account, ctx);
}

async function callPush(
  body: Readonly<Record<string, unknown>>,
  retryKey: string,
  account: Account,
  ctx: ConnectorContext,
): Promise<Called> {
  return await callApi(account, { path: "/v2/bot/message/push", body, retryKey }, ctx);
}

function sentIn(called: Extract<Called, { ok: true }>): Sent[] {
  const list = rawOf(called.body, "sentMessages");
  return (Array.isArray(list) ? list : []).flatMap((one: unknown) => {
    const id = idOf(recordOf(one), "id");
    const quoteToken = textOf(recordOf(one), "quoteToken");
    return id === undefined ? [] : [{ id, ...(quoteToken === undefined ? {} : { quoteToken }) }];
  });
}

function toResult(sent: readonly Sent[]): SendResult {
  const [first, ...more] = sent;
  const quoteToken = first?.quoteToken;
  const context = {
    ...(quoteToken === undefined ? {} : { quoteToken }),
    ...(more.length === 0 ? {} : { alsoSentAs: more.map(({ id }) => id) }),
  };
  return {
    ok: true,
    ...(first === undefined ? {} : { externalId: first.id }),
    ...(Object.keys(context).length === 0 ? {} : { context }),
  };
}

function tokenIn(context: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const token = context?.quoteToken;
  return typeof token === "string" && token !== "" ? token : undefined;
}

function refuse(code: string, message: string): SendResult {
  return { ok: false, error: { kind: "invalid_content", code, message } };
}
