import type { SendError } from "../connector.ts";

/** What Telegram answers when it does not do what was asked (`ok: false`), as far as it could be read. */
export type Refused = {
  /** Of HTTP. */
  readonly status: number;
  /** Telegram's own words; "" when the answer was not one of Telegram's. */
  readonly description: string;
  /** Was it an answer of Telegram's at all? */
  readonly isTelegram: boolean;
  readonly retryAfterMs?: number;
};

/** The group has become a supergroup with another id: said with 400, and to be sent there. */
export const MIGRATED = "chat_migrated";
/** A picture that Telegram cannot show as one; it can still travel as a file. */
export const PHOTO_REFUSED = "photo_refused";

/** What a refusal means (Bot API, "Making requests"; the descriptions are those of its server's source). Words are ours. */
export function errorOfRefusal(refused: Refused): SendError {
  const { status, description, isTelegram, retryAfterMs } = refused;
  const code = `http_${status}`;
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (status === 429) return { kind: "rate_limited", code, message: "Telegram asks to slow down.", ...wait };
  if (status === 401 || (status === 404 && isTelegram))
    return { kind: "auth_expired", code, message: "Telegram does not accept the bot token." };
  if (status === 403) {
    const message = wordsOfForbidden(description);
    return { kind: "recipient_unavailable", code, message, ...(BLOCKED.test(description) ? { optedOut: true } : {}) };
  }
  if (status === 400) return errorOfBadRequest(code, description);
  if (status === 413) return { kind: "too_large", code, message: "The file is too large for Telegram." };
  if (status === 408 || status === 425 || status >= 500)
    return { kind: "retryable", code, message: `Telegram answered ${status}.`, ...wait };
  if (status < 400 || status === 404 || status === 410)
    return {
      kind: "permission",
      code,
      message: `The server answered ${status}; the channel's addresses need attention.`,
    };
  return { kind: "invalid_content", code, message: `Telegram refused the message with ${status}.` };
}

const BLOCKED = /blocked by the user/i;
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [BLOCKED, "The contact has blocked the bot."],
  [/user is deactivated/i, "The contact's Telegram account is gone."],
  [/kicked from/i, "The bot was removed from the group."],
  [/not a member/i, "The bot is not a member of the group."],
  [/can't initiate conversation/i, "The contact has to press Start in the bot first."],
];

function wordsOfForbidden(description: string): string {
  return FORBIDDEN.find(([pattern]) => pattern.test(description))?.[1] ?? "Telegram does not let the bot write here.";
}

type Meaning = Pick<SendError, "kind" | "message"> & { readonly code?: string };

const BAD_REQUESTS: readonly (readonly [RegExp, Meaning])[] = [
  [
    /chat not found|PEER_ID_INVALID|user not found/i,
    {
      kind: "recipient_unavailable",
      message: "Telegram does not know this chat: the contact has to press Start in the bot first.",
    },
  ],
  [/upgraded to a supergroup/i, { kind: "retryable", code: MIGRATED, message: "The group has become a supergroup." }],
  [
    /have no rights|not enough rights|CHAT_WRITE_FORBIDDEN|CHAT_RESTRICTED/i,
    { kind: "permission", message: "The bot may not write in this group." },
  ],
  [
    /PHOTO_|IMAGE_PROCESS_FAILED/i,
    { kind: "invalid_content", code: PHOTO_REFUSED, message: "Telegram cannot show this picture." },
  ],
  [
    /message is too long|caption is too long/i,
    { kind: "invalid_content", message: "The text is too long for Telegram." },
  ],
  [
    /message text is empty|text must be non-empty/i,
    { kind: "invalid_content", message: "Telegram takes no message without a text or a file." },
  ],
  [/can't parse entities/i, { kind: "invalid_content", message: "Telegram cannot read the text's formatting." }],
  [/file is too big|too large/i, { kind: "too_large", message: "The file is too large for Telegram." }],
  [
    /BUSINESS_CONNECTION|business connection/i,
    { kind: "permission", message: "The business account has ended its connection with the bot." },
  ],
];

function errorOfBadRequest(code: string, description: string): SendError {
  const meaning = BAD_REQUESTS.find(([pattern]) => pattern.test(description))?.[1];
  return { code, kind: "invalid_content", message: "Telegram refused the message.", ...meaning };
}

/** An edit that changes nothing has done what was wanted. */
export function isAlreadyDone({ status, description }: Pick<Refused, "status" | "description">): boolean {
  return status === 400 && /message is not modified/i.test(description);
}
