import { type SmsSettings, smsSenderKind, TWILIO_API_URL } from "@guichet/contract";
import { webhookUrl } from "../../channels/index.ts";
import type { IdentifyContext } from "../account-hooks.ts";
import type { ChannelForConnector, ConnectorContext, Health, SendError } from "../connector.ts";
import { type Account, accountOf, accountUrl, callApi, type Form } from "./call-api.ts";
import { findSender, serviceUrl } from "./find-sender.ts";
import { checkHealth } from "./health.ts";

type Channel = ChannelForConnector<SmsSettings>;

/** Tells Twilio where to deliver what contacts write to the sender; what fails there is tried at the same address once more. */
export async function connectSender(channel: Channel, ctx: ConnectorContext): Promise<Health> {
  const problem = problemOfAddress(ctx.publicUrl, channel.settings.apiUrl);
  if (problem !== undefined) return failed("needs_reconnection", problem);
  const error = await pointTo(webhookUrl(ctx.publicUrl, "sms", channel.endpointId), channel, ctx);
  if (error === undefined) return await checkHealth(channel, ctx);
  if (error.kind === "auth_expired") return failed("needs_reconnection", error.message, "account");
  const mayPass = ["retryable", "rate_limited", "outcome_unknown"].includes(error.kind);
  return failed(mayPass ? "degraded" : "needs_reconnection", error.message);
}

/** Twilio delivers here no more. An address that somebody else has put there meanwhile stays. */
export async function disconnectSender(channel: Channel, ctx: ConnectorContext): Promise<void> {
  const found = await findSender(accountOf(channel), channel.settings.sender, ctx);
  const ours = webhookUrl(ctx.publicUrl, "sms", channel.endpointId);
  if (found.ok && found.sender.url !== ours) return;
  const error = found.ok ? await pointTo("", channel, ctx) : found.error;
  if (error !== undefined) ctx.log("warn", "Twilio was not told that the channel is gone", { code: error.code });
}

/** Undefined: done, or there is nothing to tell. */
async function pointTo(url: string, channel: Channel, ctx: IdentifyContext): Promise<SendError | undefined> {
  const account = accountOf(channel);
  const { sender } = channel.settings;
  const found = await findSender(account, sender, ctx);
  if (!found.ok) return found.error ?? { kind: "permission", code: "no_sender", message: NO_SENDER };
  const place = placeOf(account, sender, found.sender.sid);
  if (place === undefined) return undefined;
  const called = await callApi(account, place.url, place.form(url), ctx);
  return called.ok ? undefined : called.error;
}

export const NO_SENDER = "The Twilio account does not have the channel's sender any more.";

function placeOf(
  account: Account,
  sender: string,
  sid: string,
): { readonly url: string; form(to: string): Form } | undefined {
  const kind = smsSenderKind(sender);
  if (kind === "service")
    return {
      url: serviceUrl(account, sid),
      form: (to) => [
        ...addressed("InboundRequestUrl", "InboundMethod", to),
        ...addressed("FallbackUrl", "FallbackMethod", to),
        ["UseInboundWebhookOnNumber", "false"],
      ],
    };
  const path = kind === "number" ? "/IncomingPhoneNumbers" : kind === "short_code" ? "/SMS/ShortCodes" : undefined;
  if (path === undefined) return undefined;
  return {
    url: accountUrl(account, `${path}/${sid}.json`),
    form: (to) => [
      ...addressed("SmsUrl", "SmsMethod", to),
      ...addressed("SmsFallbackUrl", "SmsFallbackMethod", to),
      // Where an application answers, the number's own address is not asked.
      ...(kind === "number" ? [["SmsApplicationSid", ""] as const] : []),
    ],
  };
}

function addressed(url: string, method: string, to: string): Form {
  return [
    [url, to],
    [method, "POST"],
  ];
}

/** Why Twilio could not reach this address; undefined: it can try, or it is another server's to say. */
export function problemOfAddress(publicUrl: string, apiUrl: string): string | undefined {
  if (apiUrl !== TWILIO_API_URL) return undefined;
  const { hostname, origin } = new URL(publicUrl);
  const isPrivate =
    /^(localhost|.*\.(localhost|local|internal|lan|home))$/i.test(hostname) ||
    /^(127|10|0)\.|^192\.168\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\./.test(hostname) ||
    /^\[(::1?|f[cd].*|fe80.*)\]$/i.test(hostname) ||
    !/[.:]/.test(hostname);
  if (!isPrivate) return undefined;
  return `Twilio cannot reach Guichet's own address (PUBLIC_URL), which is ${origin}. It has to be one of the internet.`;
}

function failed(state: Health["state"], detail: string, name = "webhook"): Health {
  return { state, checks: [{ name, ok: false, detail }] };
}
