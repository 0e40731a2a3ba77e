import { cleanText } from "../../lib/clean-text.ts";
import type { SendError } from "../connector.ts";
import { findMeaning } from "./error-codes.ts";

/** What Twilio answers when it does not do what was asked. */
export type Refused = {
  /** Of HTTP. */
  readonly status: number;
  /** Twilio's own; "" when the answer was not one of Twilio's. */
  readonly code: string;
  readonly words: string;
  readonly retryAfterMs?: number;
};

/** What a refusal means: by Twilio's code where it is known, else by the status. Words are ours. */
export function errorOfRefusal({ status, code, words, retryAfterMs }: Refused): SendError {
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  const known = findMeaning(code);
  if (known !== undefined) return known.kind === "rate_limited" ? { ...known, ...wait } : known;
  const named = code === "" ? `http_${status}` : code;
  if (status === 429) return { kind: "rate_limited", code: named, message: "Twilio asks to slow down.", ...wait };
  if (status === 408 || status === 425 || status >= 500)
    return { kind: "retryable", code: named, message: `Twilio answered ${status}.`, ...wait };
  if (status === 401)
    return { kind: "auth_expired", code: named, message: "Twilio does not accept the account SID and auth token." };
  if (status === 403) return { kind: "permission", code: named, message: "Twilio does not allow this to the account." };
  if (status === 413) return { kind: "too_large", code: named, message: "The message is too large for Twilio." };
  if (status < 400 || status === 404 || status === 410)
    return {
      kind: "permission",
      code: named,
      message: `The server answered ${status}; the channel's addresses need attention.`,
    };
  const said = cleanText(words).trim().slice(0, 200);
  const message = said === "" ? `Twilio refused the message with ${status}.` : `Twilio says (${named}): ${said}`;
  return { kind: "invalid_content", code: named, message };
}
