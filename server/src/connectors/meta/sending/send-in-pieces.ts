import { META_HUMAN_AGENT_HOURS, META_WINDOW_HOURS, type Platform } from "@guichet/contract";
import { z } from "zod";
import type { ConnectorContext, OutboundMessage, SendError, SendResult } from "../../connector.ts";
import { idOf } from "../../read-json.ts";
import { keepSentPieces, readSentPieces } from "../../sent-pieces.ts";
import { callGraph, type GraphAccount } from "../call-graph.ts";
import type { OwnMeaning } from "../graph-error.ts";
import { refuse, unclear, withRest } from "./meanings.ts";
import { planSends, type Step } from "./plan-sends.ts";

const HOUR_MS = 3_600_000;

/** What differs between Messenger and Instagram when a private message is sent. */
export type PrivateRoute = {
  readonly platform: Platform;
  /** As people know it. */
  readonly network: string;
  readonly account: GraphAccount;
  /** The object whose `messages` are posted to. */
  readonly sender: string;
  /** Meta has granted the app Human Agent. */
  readonly hasHumanAgent: boolean;
  readonly own: OwnMeaning;
  /** Codes after which the account rests. */
  readonly restrictions: readonly string[];
  /** A private reply to a comment is one message of at most so much, in words. */
  readonly onceWords: string;
  readonly recipientOf: (message: OutboundMessage) => object;
  readonly contentOf: (piece: Piece, ctx: ConnectorContext) => Promise<Content>;
};
/** One call of a message. */
export type Piece = {
  readonly step: Step;
  readonly index: number;
  readonly count: number;
  readonly message: OutboundMessage;
};
export type Content =
  | { readonly ok: true; readonly message: object }
  | { readonly ok: false; readonly error: SendError };

/**
 * One private message, in as many calls as it takes. After each but the last it is written down what has been sent, so that a
 * later attempt goes on with the rest. The last call's id is the message's, as its echo has it.
 */
export async function sendInPieces(
  message: OutboundMessage,
  route: PrivateRoute,
  ctx: ConnectorContext,
): Promise<SendResult> {
  const steps = planSends(message, route.platform);
  if (steps.length === 0)
    return refuse("nothing_to_send", `${route.network} takes no message without a text or a file.`);
  // Whatever follows the one that is allowed would be refused, and the contact would have half of it.
  if (message.privateReplyTo !== undefined && steps.length > 1) return refuse("one_message", route.onceWords);
  const sent = steps.length === 1 ? [] : await readSentPieces(message, sentKeys, ctx);
  let recipient: string | undefined;
  for (const [index, step] of steps.entries()) {
    if (index < sent.length) continue;
    const called = await sendPiece({ step, index, count: steps.length, message }, route, ctx);
    if (!called.ok) return { ok: false, error: withRest(called.error, route.restrictions) };
    recipient = called.recipient;
    sent.push(called.id);
    if (index < steps.length - 1) await keepSentPieces(message, sent, ctx);
  }
  const externalId = sent.at(-1);
  return {
    ok: true,
    ...(externalId === undefined ? {} : { externalId }),
    ...(sent.length > 1 ? { context: { alsoSentAs: sent.slice(0, -1) } } : {}),
    ...(recipient === undefined || recipient === message.to.externalId ? {} : { recipient }),
  };
}

const sentKeys = z.array(z.string());
type Sent =
  | { readonly ok: true; readonly id: string; readonly recipient: string | undefined }
  | { readonly ok: false; readonly error: SendError };

async function sendPiece(piece: Piece, route: PrivateRoute, ctx: ConnectorContext): Promise<Sent> {
  const content = await route.contentOf(piece, ctx);
  if (!content.ok) return content;
  const { message } = piece;
  const intent = intentOf(message, route, ctx.now());
  const body = { ...intent, recipient: route.recipientOf(message), message: content.message };
  const { replyTo } = message;
  const answered = piece.index === 0 && replyTo !== undefined ? { reply_to: { mid: replyTo.externalId } } : {};
  const first = await post({ ...body, ...answered }, route, ctx);
  if (first.ok) return first;
  // What it answers is gone, or cannot be answered by name: nothing was sent, and the words still count.
  const isReplyRefused = first.error.code === "100" && "reply_to" in answered;
  const called = isReplyRefused ? await post(body, route, ctx) : first;
  if (called.ok || called.error.kind !== "window_closed" || !mayBeHuman(message, route)) return called;
  // By our clock it was in time, by theirs it was not: a person may still answer.
  return intent.messaging_type === "RESPONSE" ? await post({ ...body, ...HUMAN }, route, ctx) : called;
}

const HUMAN = { messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" } as const;

/** Within 24 hours it is a response; after that, for seven days, only what a person wrote, where Meta has granted the feature. */
function intentOf(
  message: OutboundMessage,
  route: PrivateRoute,
  now: number,
): { messaging_type: string; tag?: string } {
  const { lastWroteAt } = message;
  const age = lastWroteAt === undefined ? 0 : now - lastWroteAt;
  return age >= META_WINDOW_HOURS * HOUR_MS && mayBeHuman(message, route) ? HUMAN : { messaging_type: "RESPONSE" };
}

function mayBeHuman({ automatic, privateReplyTo }: OutboundMessage, { hasHumanAgent }: PrivateRoute): boolean {
  return hasHumanAgent && !automatic && privateReplyTo === undefined;
}

export function hasHumanAgent({ replyWindowHours }: { readonly replyWindowHours: number }): boolean {
  return replyWindowHours === META_HUMAN_AGENT_HOURS;
}

async function post(
  json: object,
  { account, sender, own, network }: PrivateRoute,
  ctx: ConnectorContext,
): Promise<Sent> {
  const called = await callGraph(account, { method: "POST", path: `${sender}/messages`, json, own }, ctx);
  if (!called.ok) return { ok: false, error: called.error };
  const id = idOf(called.body, "message_id");
  const recipient = idOf(called.body, "recipient_id");
  return id === undefined ? unclear(network) : { ok: true, id, recipient };
}
