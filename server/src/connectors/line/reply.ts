import type { ConnectorContext, OutboundMessage } from "../connector.ts";
import { type Account, type Called, callApi } from "./call-api.ts";
import type { Step } from "./plan-messages.ts";
import { REPLY_TOKEN } from "./send-error.ts";

type ReplyToken = { readonly token: string; readonly at: number; readonly wasTried: boolean };

/** LINE takes a reply token for about a minute; what is nearly over is not tried. In milliseconds. */
const FRESH_MS = 40_000;
const LIFE_MS = 60_000;
/** Far beyond any deadline: it is not tried again. */
const NEVER_MS = 365 * 24 * 3_600_000;

/**
 * A reply token answers for nothing, but carries no retry key: a reply whose end nobody knows must not be pushed after it. So
 * it is written down before it is tried, and used at the first attempt alone. A token serves once: other messages push.
 */
export async function findReplyToken(message: OutboundMessage, ctx: ConnectorContext): Promise<ReplyToken | undefined> {
  const { replyToken: token, replyTokenAt: at } = message.lastInbound?.context ?? {};
  if (typeof token !== "string" || token === "" || typeof at !== "number") return undefined;
  const by = await ctx.store.get(usedKey(token));
  const wasTried = by === message.clientRef;
  if (by !== null && !wasTried) return undefined;
  const isFresh = message.attempt === 1 && ctx.now() - at < FRESH_MS;
  return isFresh || wasTried ? { token, at, wasTried } : undefined;
}

/** Undefined: the token is over and nothing was sent by it, so that the message may be pushed. */
export async function replyOnce(
  { token, at, wasTried }: ReplyToken,
  { messages, retryKey }: Step,
  message: OutboundMessage,
  account: Account,
  ctx: ConnectorContext,
): Promise<Called | undefined> {
  await ctx.store.set(usedKey(token), message.clientRef);
  const called = await callApi(account, { path: "/v2/bot/message/reply", body: { replyToken: token, messages } }, ctx);
  if (called.ok || called.error.kind === "outcome_unknown") return called;
  // LINE may have taken it and then failed: what is tried again with the same token tells.
  if (called.status >= 500 || called.status === 408)
    return { ...called, error: { ...called.error, kind: "outcome_unknown" } };
  const isOver = called.error.code === REPLY_TOKEN;
  if (!wasTried) {
    // A definite no: nothing left by it. Limits and refusals hold for a push as well.
    await ctx.store.set(usedKey(token), "over");
    return isOver || called.status === 400 ? undefined : called;
  }
  if (!isOver) return called;
  // Within its life it can only be over because the first attempt was taken.
  if (ctx.now() - at < LIFE_MS) return { ok: true, body: {}, already: true };
  return { ...called, error: { ...uncertain, retryAfterMs: NEVER_MS, code: `reply_unknown_${retryKey.slice(0, 8)}` } };
}

const uncertain = {
  kind: "outcome_unknown",
  message: "LINE did not say whether it took this message. Look into the chat in LINE before you send it again.",
} as const;

/** Only its end: a token is a secret of a kind, and long. */
const usedKey = (token: string): string => `reply:${token.slice(-64)}`;
