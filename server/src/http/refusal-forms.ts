import { ERROR_STATUS, type ErrorBody, type Refusal } from "@guichet/contract";

/** How a route says no: in the house's own form, as a list of sentences (the public API), or as OAuth has it. */
export type RefusalForm = "house" | "list" | "oauth";
type Said = { readonly status: number; readonly body: object; readonly headers: Readonly<Record<string, string>> };

/** A refusal as the route's callers read it. */
export function writeRefusal(form: RefusalForm, refusal: Refusal, reference: string | undefined): Said {
  const status = ERROR_STATUS[refusal.code];
  const wait = refusal.retryAfterSeconds;
  const headers: Record<string, string> = wait === undefined ? {} : { "retry-after": String(wait) };
  switch (form) {
    case "house":
      return { status, headers, body: inHouse(refusal, reference) };
    case "list":
      return {
        status,
        headers: { ...headers, ...challenge(refusal) },
        body: { errors: toSentences(refusal, reference) },
      };
    case "oauth":
      return inOauth(status, headers, refusal, reference);
  }
}

function inHouse(refusal: Refusal, reference: string | undefined): ErrorBody {
  return {
    error: {
      code: refusal.code,
      ...(reference === undefined ? {} : { reference }),
      ...(refusal.fields.length === 0 ? {} : { fields: refusal.fields }),
      ...(Object.keys(refusal.details).length === 0 ? {} : { details: refusal.details }),
      ...(refusal.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: refusal.retryAfterSeconds }),
    },
  };
}

/** RFC 6750, 3: which token is wanted, and what is wrong with this one. */
function challenge({ code, details }: Refusal): Record<string, string> {
  if (code === "not_signed_in") return { "www-authenticate": 'Bearer realm="Guichet", error="invalid_token"' };
  if (code !== "not_allowed" || typeof details.scope !== "string") return {};
  return { "www-authenticate": `Bearer realm="Guichet", error="insufficient_scope", scope="${details.scope}"` };
}

/** One for each field that is missing or wrong. Programs' words: English. */
function toSentences(refusal: Refusal, reference: string | undefined): string[] {
  if (refusal.fields.length > 0)
    return refusal.fields.map(({ path, problem }) => (path === "" ? problem : `${path} ${problem}`));
  const { details, retryAfterSeconds } = refusal;
  switch (refusal.code) {
    case "not_signed_in":
      return ["the bearer token is missing, wrong, expired or revoked"];
    case "not_allowed":
      return [`the token lacks the scope ${details.scope}`];
    case "not_found":
      return ["not found"];
    case "too_many_requests":
      return [`too many requests: try again in ${retryAfterSeconds ?? 1} seconds; nothing was done`];
    case "internal":
      return [`something went wrong on our side; reference ${reference}`];
    default:
      return [refusal.code.replaceAll("_", " ")];
  }
}

/** RFC 6749, 5.2. What it has no word for keeps its status. */
function inOauth(
  status: number,
  headers: Record<string, string>,
  refusal: Refusal,
  reference: string | undefined,
): Said {
  const { oauth, description } = refusal.details;
  if (typeof oauth !== "string") {
    const error = status >= 500 ? "server_error" : status === 429 ? "slow_down" : "invalid_request";
    const told = reference === undefined ? refusal.code.replaceAll("_", " ") : `reference ${reference}`;
    return { status, headers, body: { error, error_description: told } };
  }
  const basic: Record<string, string> =
    oauth === "invalid_client" ? { "www-authenticate": 'Basic realm="Guichet"' } : {};
  return { status, headers: { ...headers, ...basic }, body: { error: oauth, error_description: description } };
}
