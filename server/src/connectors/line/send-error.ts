import type { SendError } from "../connector.ts";

/** What LINE answers when it does not do what was asked. */
export type Refused = {
  /** Of HTTP. */
  readonly status: number;
  /** LINE's own words; "" when the answer was not one of LINE's. */
  readonly said: string;
  readonly retryAfterMs?: number;
};

/** A reply token that was used, or is too old. The message can still be pushed. */
export const REPLY_TOKEN = "reply_token";
/** The plan has no messages left this month. */
export const MONTHLY_LIMIT = "monthly_limit";

/** What a refusal means (Messaging API reference, "Status codes" and "Error messages"). Words are ours. */
export function errorOfRefusal({ status, said, retryAfterMs }: Refused): SendError {
  const code = `http_${status}`;
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (status === 429 && /monthly limit/i.test(said))
    return {
      kind: "policy",
      code: MONTHLY_LIMIT,
      message:
        "The LINE plan has no messages left this month. Answers within a minute are free; a larger plan has more.",
    };
  if (status === 429) return { kind: "rate_limited", code, message: "LINE asks to slow down.", ...wait };
  if (status === 401) return { kind: "auth_expired", code, message: "LINE does not accept the channel access token." };
  if (status === 403)
    return { kind: "permission", code, message: "The LINE account's plan or rights do not allow this." };
  if (status === 400) return errorOfBadRequest(code, said);
  if (status === 409) return { kind: "duplicate", code, message: "LINE has this message already." };
  if (status === 413) return { kind: "too_large", code, message: "The message is too large for LINE." };
  if (status === 408 || status === 425 || status >= 500)
    return { kind: "retryable", code, message: `LINE answered ${status}.`, ...wait };
  if (status === 404 && said !== "")
    return { kind: "recipient_unavailable", code, message: "LINE does not know this contact or chat." };
  if (status < 400 || status === 404 || status === 410)
    return {
      kind: "permission",
      code,
      message: `The server answered ${status}; the channel's addresses need attention.`,
    };
  return { kind: "invalid_content", code, message: `LINE refused the message with ${status}.` };
}

type Meaning = Pick<SendError, "kind" | "message"> & { readonly code?: string };

const BAD_REQUESTS: readonly (readonly [RegExp, Meaning])[] = [
  [
    /invalid reply token/i,
    { kind: "invalid_content", code: REPLY_TOKEN, message: "The time to answer for nothing is over." },
  ],
  [
    /property,? '?to'?|failed to send messages|not.*friend|user.*(not found|blocked)|not a member/i,
    {
      kind: "recipient_unavailable",
      message: "LINE does not deliver to this contact: they must have added the account, and not have blocked it.",
    },
  ],
  [
    /quotetoken|quote token/i,
    { kind: "invalid_content", message: "The message that is answered can no longer be quoted." },
  ],
  [/length must be|too long|size must be/i, { kind: "invalid_content", message: "The text is too long for LINE." }],
  [/may not be empty/i, { kind: "invalid_content", message: "LINE takes no message without a text or a file." }],
  [
    /https|uri|url/i,
    {
      kind: "invalid_content",
      message: "LINE does not take the file's address: Guichet's own address (PUBLIC_URL) has to begin with https.",
    },
  ],
];

function errorOfBadRequest(code: string, said: string): SendError {
  const meaning = BAD_REQUESTS.find(([pattern]) => pattern.test(said))?.[1];
  return { code, kind: "invalid_content", message: "LINE refused the message.", ...meaning };
}
