import type { SendError } from "../../connector.ts";
import { type Json, listOf, numberOf, textOf } from "../../read-json.ts";

/** What X answers when it does not do what was asked. */
export type Refusal = {
  /** Of HTTP. */
  readonly status: number;
  /** The last part of a problem's `type`, or the number of an older error; "" when the answer was not one of X's. */
  readonly code: string;
  /** X's own, "" when there are none. */
  readonly words: string;
  readonly retryAfterMs?: number;
};
type Meaning = Pick<SendError, "kind" | "message"> & { readonly words?: boolean };

/** `{type, title, detail, status}`, or `{errors: [{code, message}]}`, or both. Undefined: there is no error in it. */
export function readProblem(body: Json | undefined): Pick<Refusal, "code" | "words"> | undefined {
  const [first] = listOf(body, "errors");
  const type = textOf(body, "type") ?? textOf(first, "type");
  const number = numberOf(first, "code");
  const words = textOf(body, "detail") ?? textOf(first, "detail") ?? textOf(first, "message") ?? textOf(body, "title");
  if (type === undefined && number === undefined && words === undefined) return undefined;
  return { code: number === undefined ? (type?.split("/").at(-1) ?? "") : String(number), words: words ?? "" };
}

export const DUPLICATE = "187";

/** What a refusal comes to: the words are for an agent or an Admin, and say what can be done. */
export function errorOfRefusal(refusal: Refusal): SendError {
  const { kind, message, words = false } = meaningOf(refusal);
  const { retryAfterMs } = refusal;
  const mayWait = kind === "rate_limited" || kind === "retryable";
  return {
    kind,
    code: isDuplicate(refusal) ? DUPLICATE : refusal.code || `http_${refusal.status}`,
    message: words && refusal.words !== "" ? `${message} ${refusal.words}` : message,
    ...(mayWait && retryAfterMs !== undefined ? { retryAfterMs } : {}),
  };
}

function isDuplicate({ status, code, words }: Refusal): boolean {
  return code === DUPLICATE || (status === 403 && /duplicate content/i.test(words));
}

const UNREACHABLE = new Set(["349", "150", "151"]);
const LOCKED = new Set(["226", "326", "64", "261"]);
const UNREACHABLE_WORDS = /cannot (send|message)|can't (send|message)|not (accept|allow)[^.]*messages|participants/i;

/** X API v2, "Response codes & errors"; older codes from the same page. */
function meaningOf(refusal: Refusal): Meaning {
  const { status, code, words } = refusal;
  if (isDuplicate(refusal))
    return { kind: "invalid_content", message: "X does not take the same words twice in a row; change them a little." };
  if (code === "usage-capped" || status === 402)
    return {
      kind: "policy",
      message: "What the app may do in X's plan is used up. In X's developer portal more can be bought.",
    };
  if (status === 401 || code === "89" || code === "32")
    return { kind: "auth_expired", message: "X does not accept the app's keys or the account's token." };
  if (status === 429 || code === "88") return { kind: "rate_limited", message: "X asks to slow down." };
  if (UNREACHABLE.has(code) || (status === 403 && UNREACHABLE_WORDS.test(words)))
    return {
      kind: "recipient_unavailable",
      message: "X does not let the account write to this person in private. They can be answered in public.",
    };
  if (LOCKED.has(code))
    return { kind: "policy", message: "X has locked the account or takes this for automated.", words: true };
  if (status >= 500 || status === 408 || status === 425)
    return { kind: "retryable", message: `X has trouble at the moment (${status}).` };
  if (status === 413) return { kind: "too_large", message: "It is too large for X." };
  if (code === "resource-not-found" || code === "144" || code === "34" || code === "385")
    return { kind: "invalid_content", message: "What it answers is gone from X, or the account may not see it." };
  if (status === 403) return { kind: "permission", message: "X does not allow this.", words: true };
  if (code === "" && (status < 400 || status === 404 || status === 410))
    return { kind: "permission", message: `The server answered ${status}; the address of the API needs attention.` };
  return { kind: "invalid_content", message: "X refused it.", words: true };
}
