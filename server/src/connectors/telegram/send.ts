import type { TelegramSettings } from "@guichet/contract";
import { z } from "zod";
import type { ChannelForConnector, ConnectorContext, OutboundMessage, SendResult } from "../connector.ts";
import { memberOf, recordOf } from "../read-json.ts";
import { keepSentPieces, readSentPieces } from "../sent-pieces.ts";
import { accountOf, type Called } from "./call-method.ts";
import { messageKey } from "./place.ts";
import { planSends, type Step } from "./plan-sends.ts";
import { idOf } from "./read-id.ts";
import { sendStep } from "./send-step.ts";
import { businessOf, currentChat, migratedKey, targetOf } from "./target.ts";

type Channel = ChannelForConnector<TelegramSettings>;

/**
 * Sends one message, in as many calls as it takes. After each but the last it is written down what has been sent, so that a
 * later attempt goes on with the rest: no piece leaves twice. The first one's key is the message's.
 */
export async function sendMessage(
  message: OutboundMessage,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<SendResult> {
  const steps = planSends(message);
  if (steps.length === 0) return refuse("nothing_to_send", "Telegram takes no message without a text or a file.");
  if (!/^-?\d{1,16}$/.test(message.to.externalId)) return refuse("no_chat", "The contact has no chat in Telegram.");
  const sent = steps.length === 1 ? [] : await readSentPieces(message, sentKeys, ctx);
  for (const [index, step] of steps.entries()) {
    if (index < sent.length) continue;
    const called = await sendTo(step, index === 0, message, channel, ctx);
    if (!called.ok) return { ok: false, error: called.error };
    sent.push(keysOf(called.result, message));
    if (index < steps.length - 1) await keepSentPieces(message, sent, ctx);
  }
  const [externalId, ...more] = sent.flat();
  return {
    ok: true,
    ...(externalId === undefined ? {} : { externalId }),
    ...(more.length === 0 ? {} : { context: { alsoSentAs: more } }),
  };
}

const sentKeys = z.array(z.array(z.string()));

async function sendTo(
  step: Step,
  isFirst: boolean,
  message: OutboundMessage,
  channel: Channel,
  ctx: ConnectorContext,
): Promise<Called> {
  const account = accountOf(channel);
  const chat = await currentChat(message.to, ctx);
  try {
    const called = await sendStep(account, step, targetOf(message, chat, isFirst), ctx);
    if (called.ok || called.migratedTo === undefined) return called;
    // The group has another id now; with the old one nothing was sent.
    await ctx.store.set(migratedKey(message.to.externalId), called.migratedTo);
    return await sendStep(account, step, targetOf(message, called.migratedTo, isFirst), ctx);
  } catch (error) {
    if (step.type === "text") throw error;
    // Files are read before anything is said.
    const said = { kind: "invalid_content", code: "no_file", message: "A file could not be read." } as const;
    return { ok: false, error: said, description: "" };
  }
}

/** An album is answered by a list of messages, anything else by one. */
function keysOf(result: unknown, { to, threadKey }: OutboundMessage): string[] {
  return (Array.isArray(result) ? result : [result]).flatMap((one: unknown) => {
    const messageId = idOf(recordOf(one), "message_id");
    const chatId = idOf(memberOf(recordOf(one), "chat"), "id") ?? to.externalId;
    return messageId === undefined ? [] : [messageKey(chatId, messageId, businessOf(threadKey))];
  });
}

function refuse(code: string, message: string): SendResult {
  return { ok: false, error: { kind: "invalid_content", code, message } };
}
