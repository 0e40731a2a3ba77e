import type { SendError } from "../connector.ts";

type Meaning = Pick<SendError, "kind" | "message">;

const BLOCKED = "Viber has blocked or suspended the bot; its owner has to talk to Viber.";
const OLD = "The contact's Viber is too old for this message.";
const NO_RECEIVER = "The contact no longer uses Viber.";

/** What a `status` other than 0 means (REST bot API, "Error codes"). Words are ours. */
const STATUSES: ReadonlyMap<number, Meaning> = new Map([
  [1, { kind: "invalid_content", message: "Viber does not take the address." }],
  [2, { kind: "auth_expired", message: "Viber does not accept the bot token." }],
  [3, { kind: "invalid_content", message: "Viber refused the message." }],
  [4, { kind: "invalid_content", message: "Viber misses something in the message." }],
  [5, { kind: "recipient_unavailable", message: NO_RECEIVER }],
  [6, { kind: "recipient_unavailable", message: "The contact has unsubscribed from the bot." }],
  [7, { kind: "permission", message: BLOCKED }],
  [8, { kind: "auth_expired", message: "Viber does not know the bot any more." }],
  [9, { kind: "permission", message: BLOCKED }],
  [10, { kind: "auth_expired", message: "Viber has no address to deliver to; test the channel to set it again." }],
  [11, { kind: "recipient_unavailable", message: "The contact has no device that can show this message." }],
  [12, { kind: "rate_limited", message: "Viber asks to slow down." }],
  [13, { kind: "recipient_unavailable", message: OLD }],
  [14, { kind: "invalid_content", message: "The message does not fit the version of Viber it asks for." }],
  [15, { kind: "permission", message: "Viber does not allow the bot to do this." }],
  [16, { kind: "permission", message: "Viber does not allow the bot to answer here." }],
  [17, { kind: "permission", message: "Viber does not allow the bot to answer here." }],
  [18, { kind: "permission", message: "The bot has no public chat in Viber." }],
  [19, { kind: "invalid_content", message: "Viber does not take this from the bot." }],
  [20, { kind: "invalid_content", message: "Viber does not take this from the bot." }],
  [21, { kind: "recipient_unavailable", message: "Viber does not deliver to the contact's country." }],
  [22, { kind: "not_supported", message: "The bot does not support payments." }],
  [23, { kind: "policy", message: "The bot's free messages of the month outside of a session are used up." }],
  [24, { kind: "policy", message: "The bot's balance with Viber is used up." }],
] as const);

/** Any other status is a general error of Viber's: it was not done, and may be another time. */
export function errorOfStatus(status: number, said: string): SendError {
  const meaning = STATUSES.get(status) ?? {
    kind: "retryable",
    message: `Viber answered: ${said.slice(0, 100).toWellFormed() || status}.`,
  };
  return { code: `status_${status}`, ...meaning };
}

/** Viber itself says 200; anything else is its front door's, or another server's. */
export function errorOfHttp(status: number): SendError {
  const code = `http_${status}`;
  if (status === 429) return { kind: "rate_limited", code, message: "Viber asks to slow down." };
  if (status === 401) return { kind: "auth_expired", code, message: "Viber does not accept the bot token." };
  if (status === 413) return { kind: "too_large", code, message: "The message is too large for Viber." };
  if (status === 408 || status === 425 || status >= 500)
    return { kind: "retryable", code, message: `Viber answered ${status}.` };
  if (status < 400 || [403, 404, 410].includes(status))
    return {
      kind: "permission",
      code,
      message: `The server answered ${status}; the channel's address needs attention.`,
    };
  return { kind: "invalid_content", code, message: `Viber refused the message with ${status}.` };
}
