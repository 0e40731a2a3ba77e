import { type ApiScope, apiScope } from "@guichet/contract";

/** Why a token is not given, as RFC 6749 (5.2) names it. */
export type TokenProblem = "invalid_request" | "invalid_client" | "unsupported_grant_type" | "invalid_scope";
export type TokenRequest = {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Undefined: all that the key has. */
  readonly scopes: readonly ApiScope[] | undefined;
};
type Asked = {
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly query: string;
  readonly body: string;
};

const LONGEST = 200;

/**
 * Reads what a client asks of the token endpoint (RFC 6749, 4.4 with 2.3.1): its id and secret by HTTP Basic or in the form,
 * never both, and never in the address, which logs keep.
 */
export function readTokenRequest({ authorization, contentType, query, body }: Asked): TokenRequest | TokenProblem {
  if (/(?:^|&)(?:client_secret|client_id|access_token)=/.test(query)) return "invalid_request";
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(contentType ?? "")) return "invalid_request";
  const form = new URLSearchParams(body);
  const names = [...form.keys()];
  if (names.length > 20 || new Set(names).size !== names.length) return "invalid_request";
  const grant = form.get("grant_type");
  if (grant === null) return "invalid_request";
  const client = readClient(authorization, form);
  if (typeof client === "string") return client;
  if (grant !== "client_credentials") return "unsupported_grant_type";
  const scopes = readScopes(form.get("scope"));
  return scopes === "invalid_scope" ? scopes : { ...client, scopes };
}

function readClient(
  authorization: string | undefined,
  form: URLSearchParams,
): Pick<TokenRequest, "clientId" | "clientSecret"> | TokenProblem {
  if (authorization !== undefined && form.has("client_secret")) return "invalid_request";
  const basic = authorization === undefined ? undefined : readBasic(authorization);
  if (authorization !== undefined && basic === undefined) return "invalid_client";
  const [clientId, clientSecret] = basic ?? [form.get("client_id") ?? "", form.get("client_secret") ?? ""];
  if (clientId === "" || clientSecret === "" || clientId.length > LONGEST || clientSecret.length > LONGEST)
    return "invalid_client";
  return { clientId, clientSecret };
}

/** Both parts are form-encoded inside (2.3.1). */
function readBasic(authorization: string): [string, string] | undefined {
  const coded = /^Basic +([A-Za-z0-9+/=_-]{1,1000})$/i.exec(authorization)?.[1];
  if (coded === undefined) return undefined;
  const text = Buffer.from(coded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon === -1) return undefined;
  const parts = new URLSearchParams(`id=${text.slice(0, colon)}&secret=${text.slice(colon + 1)}`);
  return [parts.get("id") ?? "", parts.get("secret") ?? ""];
}

function readScopes(given: string | null): readonly ApiScope[] | undefined | "invalid_scope" {
  const words = (given ?? "").split(" ").filter((word) => word !== "");
  if (words.length === 0) return undefined;
  const read = apiScope.array().max(20).safeParse(words);
  return read.success ? [...new Set(read.data)] : "invalid_scope";
}
