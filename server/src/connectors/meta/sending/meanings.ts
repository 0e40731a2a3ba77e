import type { SendError, SendResult } from "../../connector.ts";
import type { Meaning, OwnMeaning } from "../graph-error.ts";

/** A platform's own codes: `code/subcode` first, then codes whose subcode changes nothing; else the common meaning. */
export function meaningFrom(
  exact: Readonly<Record<string, Meaning>>,
  byCode: Readonly<Record<number, Meaning>>,
): OwnMeaning {
  return ({ code, subcode }) => {
    if (code === undefined) return undefined;
    const both = `${code}/${subcode ?? ""}`;
    if (Object.hasOwn(exact, both)) return exact[both];
    return Object.hasOwn(byCode, code) ? byCode[code] : undefined;
  };
}

export function windowClosed(network: string): Meaning {
  return { kind: "window_closed", message: `${network} takes no more replies: the contact's last message is too old.` };
}

/** Codes of a private reply to a comment that is not taken. */
export function privateReplyMeanings(network: string): Readonly<Record<number, Meaning>> {
  const none: Meaning = { kind: "policy", message: `${network} allows no private reply to this comment.` };
  return {
    10900: { kind: "policy", message: "This comment has had its private reply." },
    10901: none,
    10903: none,
  };
}

/** `1/1357046` (Messenger Platform, "Error codes"): it fails although the message was sent; its echo tells. */
export function unclearAnswer(network: string): Readonly<Record<string, Meaning>> {
  return { "1/1357046": { kind: "outcome_unknown", message: `${network} did not say what became of it.` } };
}

export function isGone(network: string): Meaning {
  return { kind: "invalid_content", message: `It is gone from ${network}, or the account may not see it.` };
}

/** A restricted account rests so long, in milliseconds. */
const RESTRICTED_MS = 30 * 60_000;

/** With the rest that a restriction (one of these codes) asks for. */
export function withRest(error: SendError, restrictions: readonly string[]): SendError {
  if (!restrictions.includes(error.code)) return error;
  return { ...error, retryAfterMs: Math.max(error.retryAfterMs ?? 0, RESTRICTED_MS) };
}

export function refuse(code: string, message: string): Extract<SendResult, { ok: false }> {
  return { ok: false, error: { kind: "invalid_content", code, message } };
}

export function unclear(network: string): Extract<SendResult, { ok: false }> {
  const message = `${network} did not say what became of it.`;
  return { ok: false, error: { kind: "outcome_unknown", code: "no_id", message } };
}
