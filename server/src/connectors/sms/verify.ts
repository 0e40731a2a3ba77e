import { sameBytes } from "../../lib/token.ts";
import type { EndpointForConnector, RawRequest, Verdict } from "../connector.ts";
import { hasTooManyPairs, readPairs } from "./read-params.ts";
import { authToken } from "./settings.ts";
import { hashOf, signatureOf, signedParams, signedUrls } from "./signature.ts";

const header = "x-twilio-signature";
/** Base64 of 20 bytes, with room for what somebody else may send. */
const LONGEST = 100;

/**
 * Twilio signs the address that it called and all that it posted, with the account's auth token. JSON is signed by its hash,
 * which stands in the address (`bodySHA256`). Every known token is compared with every way to write the address, so that the
 * time taken does not tell which one came close.
 */
export function verifyDelivery(request: RawRequest, endpoint: EndpointForConnector): Verdict {
  if (request.method !== "POST") return refuse("Only POST is accepted.");
  if (!/^(\/|\/statuses(\/[\w-]{1,60}){0,2}\/?)?$/.test(request.path))
    return { ok: false, status: 403, reason: "Nothing is accepted under this path." };
  const given = request.headers[header] ?? "";
  if (given === "" || given.length > LONGEST) return refuse("The signature is missing.");
  const hash = URL.parse(request.url)?.searchParams.get("bodySHA256") ?? undefined;
  const isWhole = hash === undefined || sameBytes(hash.toLowerCase(), hashOf(request.body));
  if (hash === undefined && hasTooManyPairs(request.body)) return refuse("Twilio posts no form of so many parts.");
  const params = hash === undefined ? signedParams(readPairs(request.body)) : "";
  const tokens = (endpoint.secrets[authToken] ?? []).filter((token) => token !== "");
  let found = false;
  for (const token of tokens) {
    for (const url of signedUrls(request.url)) found = sameBytes(given, signatureOf(token, url, params)) || found;
  }
  return found && isWhole ? { ok: true } : refuse("The signature is wrong.");
}

function refuse(reason: string): Verdict {
  return { ok: false, status: 401, reason };
}
