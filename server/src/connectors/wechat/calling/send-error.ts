import type { SendError } from "../../connector.ts";

type Meaning = Pick<SendError, "kind" | "message">;

const DAY_USED_UP = 45009;
const DAY_MS = 24 * 3_600_000;
/** WeChat counts the calls of a day, which begins at midnight in China. */
const CHINA_AHEAD_MS = 8 * 3_600_000;

const SECRET = "WeChat does not accept the AppSecret.";
const TOKEN = "WeChat does not accept the access token.";
const NOT_LISTED = "WeChat takes no calls from this server: its address is missing in the IP whitelist.";
const UNCONFIRMED =
  "WeChat takes no calls from this server until the account's administrator has confirmed its address.";
const NOT_CONFIRMED =
  "The account's administrator has refused this server's address; WeChat takes no calls from it for now.";
const RIGHT = "WeChat does not allow the account to do this; it needs a verified service account.";
const FILE = "WeChat does not take this file.";
const GONE = "WeChat no longer has the file.";
const UNREACHABLE = "The contact does not take messages of the account.";
const TEMPLATE = "WeChat does not take the template as it was filled in.";

/** What an `errcode` other than 0 means ("Global return codes"). Words are ours. */
const CODES: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [-1, { kind: "retryable", message: "WeChat is busy." }],
  [40001, { kind: "auth_expired", message: TOKEN }],
  [40014, { kind: "auth_expired", message: TOKEN }],
  [42001, { kind: "auth_expired", message: TOKEN }],
  [41001, { kind: "auth_expired", message: TOKEN }],
  [42007, { kind: "auth_expired", message: TOKEN }],
  [40013, { kind: "auth_expired", message: "WeChat does not know the AppID." }],
  [40125, { kind: "auth_expired", message: SECRET }],
  [41004, { kind: "auth_expired", message: SECRET }],
  [
    40243,
    { kind: "auth_expired", message: "The AppSecret is frozen; the account's owner has to unfreeze it in WeChat." },
  ],
  [40164, { kind: "auth_expired", message: NOT_LISTED }],
  [61004, { kind: "auth_expired", message: NOT_LISTED }],
  [89501, { kind: "auth_expired", message: UNCONFIRMED }],
  [89503, { kind: "auth_expired", message: UNCONFIRMED }],
  [89506, { kind: "auth_expired", message: NOT_CONFIRMED }],
  [89507, { kind: "auth_expired", message: NOT_CONFIRMED }],
  [50004, { kind: "auth_expired", message: "WeChat has switched the account's API off." }],
  [50007, { kind: "auth_expired", message: "WeChat has frozen the account." }],
  [40003, { kind: "recipient_unavailable", message: "WeChat does not know the contact any more." }],
  [43004, { kind: "recipient_unavailable", message: "The contact does not follow the account any more." }],
  [50005, { kind: "recipient_unavailable", message: "The contact does not follow the account any more." }],
  [43019, { kind: "recipient_unavailable", message: "The account has put the contact on its black list." }],
  [43101, { kind: "recipient_unavailable", message: UNREACHABLE }],
  [48002, { kind: "recipient_unavailable", message: UNREACHABLE }],
  [45015, { kind: "window_closed", message: "WeChat takes replies within 48 hours after the contact has written." }],
  [
    45047,
    {
      kind: "policy",
      message: "WeChat takes five messages after each of the contact's; the contact has to write first.",
    },
  ],
  [DAY_USED_UP, { kind: "rate_limited", message: "The account's calls of the day are used up." }],
  [45011, { kind: "rate_limited", message: "WeChat asks to slow down." }],
  [45035, { kind: "rate_limited", message: "WeChat asks to slow down." }],
  [48001, { kind: "permission", message: RIGHT }],
  [48004, { kind: "permission", message: "WeChat has taken this right from the account." }],
  [50001, { kind: "permission", message: RIGHT }],
  [50002, { kind: "permission", message: "WeChat has restricted the account." }],
  [40004, { kind: "invalid_content", message: FILE }],
  [40005, { kind: "invalid_content", message: FILE }],
  [40007, { kind: "invalid_content", message: GONE }],
  [40008, { kind: "invalid_content", message: "WeChat does not take messages of this kind." }],
  [41005, { kind: "invalid_content", message: FILE }],
  [45007, { kind: "invalid_content", message: "A voice message of WeChat has at most 60 seconds." }],
  [40006, { kind: "too_large", message: "The file is too large for WeChat." }],
  [45001, { kind: "too_large", message: "The file is too large for WeChat." }],
  [45002, { kind: "too_large", message: "The text is too long for WeChat." }],
  [40037, { kind: "invalid_content", message: "WeChat does not know the template any more." }],
  [47003, { kind: "invalid_content", message: TEMPLATE }],
  [47001, { kind: "invalid_content", message: "WeChat could not read the message." }],
  [87009, { kind: "policy", message: "WeChat refuses the words of the message." }],
]);

/** Any other code is a definite refusal that this page does not know yet. */
export function errorOfCode(errcode: number, said: string, now: number): SendError {
  const meaning = CODES.get(errcode) ?? {
    kind: "invalid_content",
    message: `WeChat refused it: ${said.slice(0, 100).toWellFormed() || errcode}.`,
  };
  const wait = errcode === DAY_USED_UP ? { retryAfterMs: DAY_MS - ((now + CHINA_AHEAD_MS) % DAY_MS) } : {};
  return { code: `errcode_${errcode}`, ...meaning, ...wait };
}

/** WeChat itself says 200; anything else is its front door's, or another server's. */
export function errorOfHttp(status: number): SendError {
  const code = `http_${status}`;
  if (status === 429) return { kind: "rate_limited", code, message: "WeChat asks to slow down." };
  if (status === 413) return { kind: "too_large", code, message: "The message is too large for WeChat." };
  if (status === 408 || status === 425 || status >= 500)
    return { kind: "retryable", code, message: `WeChat answered ${status}.` };
  if (status < 400 || [401, 403, 404, 410].includes(status)) {
    const message = `The server answered ${status}; the channel's address needs attention.`;
    return { kind: "permission", code, message };
  }
  return { kind: "invalid_content", code, message: `WeChat refused the call with ${status}.` };
}
