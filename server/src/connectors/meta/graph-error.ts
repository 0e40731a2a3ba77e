import type { SendError } from "../connector.ts";
import { type Json, memberOf, numberOf, rawOf, textOf } from "../read-json.ts";

/** What the Graph API answers when it does not do what was asked, as far as it could be read. */
export type GraphRefusal = {
  /** Of HTTP. */
  readonly status: number;
  /** Meta's; undefined when the answer was not one of Meta's. */
  readonly code: number | undefined;
  readonly subcode: number | undefined;
  /** Meta's own words, the most telling first; "" when there are none. They may repeat what was asked, secrets too. */
  readonly words: string;
  readonly isTransient: boolean;
  readonly retryAfterMs?: number;
};

/** What a code means on one platform. `words`: Meta's own are worth reading behind ours. */
export type Meaning = Pick<SendError, "kind" | "message"> & { readonly words?: boolean };
/** A platform's own codes; undefined: the common meaning. */
export type OwnMeaning = (refusal: Pick<GraphRefusal, "code" | "subcode" | "words">) => Meaning | undefined;

/** The `error` member of an answer; undefined when there is none. */
export function readGraphError(body: Json | undefined): Omit<GraphRefusal, "status" | "retryAfterMs"> | undefined {
  const error = memberOf(body, "error");
  if (error === undefined) return undefined;
  return {
    code: numberOf(error, "code"),
    subcode: numberOf(error, "error_subcode"),
    words: wordsOf(error),
    isTransient: rawOf(error, "is_transient") === true,
  };
}

/** `error_data` is an object or text; what is meant for people stands before what is meant for machines. */
function wordsOf(error: Json): string {
  return (
    textOf(memberOf(error, "error_data"), "details") ??
    textOf(error, "error_user_msg") ??
    textOf(error, "error_data") ??
    textOf(error, "message") ??
    textOf(error, "title") ??
    ""
  );
}

/** What a refusal comes to. Words are ours; Meta's follow where they say more. */
export function errorOfRefusal(refusal: GraphRefusal, own?: OwnMeaning): SendError {
  const meaning = own?.(refusal) ?? commonMeaning(refusal);
  const { retryAfterMs, words } = refusal;
  const mayWait = meaning.kind === "rate_limited" || meaning.kind === "retryable";
  return {
    kind: meaning.kind,
    code: codeOf(refusal),
    message: meaning.words === true && words !== "" ? `${meaning.message} ${words}` : meaning.message,
    ...(mayWait && retryAfterMs !== undefined ? { retryAfterMs } : {}),
  };
}

function codeOf({ status, code, subcode }: GraphRefusal): string {
  if (code === undefined) return `http_${status}`;
  return subcode === undefined ? String(code) : `${code}/${subcode}`;
}

/** Meta, Graph API "Handle errors"; throttling codes of "Rate limits". */
const RATE_CODES = new Set([4, 17, 32, 341, 613]);
const PASSING_CODES = new Set([1, 2, 1200]);
const SUBCODE_WORDS: Readonly<Record<number, string>> = {
  458: "The app was removed from the account; connect it again.",
  460: "The password was changed; Meta wants a new access token.",
  463: "The access token has expired.",
  467: "The access token is no longer valid.",
};

function commonMeaning({ status, code, subcode, words, isTransient }: GraphRefusal): Meaning {
  if (code === undefined) return meaningOfStatus(status);
  // A bad parameter by its code; what is bad is the secret that proves the token.
  if (code === 100 && words.includes("appsecret_proof"))
    return { kind: "auth_expired", message: "Meta does not accept the app's secret." };
  if (code === 190 || code === 102)
    return {
      kind: "auth_expired",
      message: SUBCODE_WORDS[subcode ?? 0] ?? "Meta does not accept the access token.",
    };
  if (RATE_CODES.has(code) || (code >= 80_000 && code <= 80_014) || status === 429)
    return { kind: "rate_limited", message: "Meta asks to slow down." };
  if (code === 3 || code === 10 || (code >= 200 && code <= 299))
    return { kind: "permission", message: "The access token may not do this.", words: true };
  if (code === 368) return { kind: "policy", message: "Meta has blocked this for a while.", words: true };
  if (code === 100 && subcode === 33)
    return { kind: "permission", message: "The access token does not reach this account, or it is gone." };
  if (isTransient || PASSING_CODES.has(code) || status >= 500)
    return { kind: "retryable", message: "Meta has trouble at the moment." };
  return { kind: "invalid_content", message: "Meta refused it.", words: true };
}

function meaningOfStatus(status: number): Meaning {
  if (status === 429) return { kind: "rate_limited", message: "Meta asks to slow down." };
  if (status === 401) return { kind: "auth_expired", message: "Meta does not accept the access token." };
  if (status === 413) return { kind: "too_large", message: "It is too large for Meta." };
  if (status === 408 || status === 425 || status >= 500)
    return { kind: "retryable", message: `Meta answered ${status}.` };
  if (status < 400 || status === 403 || status === 404 || status === 410)
    return {
      kind: "permission",
      message: `The server answered ${status}; the address of the Graph API needs attention.`,
    };
  return { kind: "invalid_content", message: `Meta refused it with ${status}.` };
}
