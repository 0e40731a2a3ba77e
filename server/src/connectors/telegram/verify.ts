import { sameBytes } from "../../lib/token.ts";
import type { EndpointForConnector, RawRequest, Verdict } from "../connector.ts";
import { webhookSecret } from "./settings.ts";

const header = "x-telegram-bot-api-secret-token";

/**
 * Telegram signs no body: it repeats the secret that we gave with `setWebhook` in a header. Every known secret is compared,
 * so that the time taken does not tell which one came close; during a rotation several are good.
 */
export function verifyUpdate(request: RawRequest, endpoint: EndpointForConnector): Verdict {
  if (request.method !== "POST") return refuse("Only POST is accepted.");
  if (!/^\/?$/.test(request.path)) return { ok: false, status: 403, reason: "Nothing is accepted under this path." };
  const given = request.headers[header] ?? "";
  if (given === "" || given.length > 256) return refuse("The secret token is missing.");
  let found = false;
  for (const secret of endpoint.secrets[webhookSecret] ?? []) {
    const matches = sameBytes(given, secret);
    found = (matches && secret !== "") || found;
  }
  return found ? { ok: true } : refuse("The secret token is wrong.");
}

function refuse(reason: string): Verdict {
  return { ok: false, status: 401, reason };
}
