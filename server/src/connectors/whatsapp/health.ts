import type { WhatsappSettings } from "@guichet/contract";
import { webhookUrl } from "../../channels/index.ts";
import type { ChannelForConnector, ConnectorContext, Health, SendError } from "../connector.ts";
import { callGraph } from "../meta/call-graph.ts";
import { debugToken } from "../meta/debug-token.ts";
import { listSubscribedApps } from "../meta/subscribed-apps.ts";
import { type Json, textOf } from "../read-json.ts";
import { accountOf } from "./settings.ts";

type Channel = ChannelForConnector<WhatsappSettings>;
type Check = Health["checks"][number];
type State = Health["state"];

const SCOPES = ["whatsapp_business_messaging", "whatsapp_business_management"] as const;
/** A token that ends within so many milliseconds is told of. */
const SOON_MS = 7 * 24 * 3_600_000;

/** Does the token open everything, does Meta deliver to us, and what does WhatsApp think of the number? */
export async function checkHealth(channel: Channel, ctx: ConnectorContext): Promise<Health> {
  const token = await checkToken(channel, ctx);
  if (!token.check.ok && token.state !== "ok") return { state: token.state, checks: [token.check] };
  const found = [token, await checkWebhook(channel, ctx), await checkNumber(channel, ctx)];
  return { state: worst(found.map(({ state }) => state)), checks: found.map(({ check }) => check) };
}

type Found = { readonly state: State; readonly check: Check };

async function checkToken(channel: Channel, ctx: ConnectorContext): Promise<Found> {
  const asked = await debugToken(accountOf(channel), channel.settings.appId, ctx);
  if (!asked.ok) return failedBy(asked.error, "token");
  const { facts } = asked;
  if (!facts.isValid) return bad("token", "needs_reconnection", "Meta does not accept the access token.");
  if (facts.appId !== channel.settings.appId)
    return bad("token", "needs_reconnection", "The access token belongs to another app.");
  const missing = SCOPES.filter((scope) => !facts.scopes.includes(scope));
  if (missing.length > 0) return bad("token", "needs_reconnection", `The access token lacks ${missing.join(", ")}.`);
  const { expiresAt } = facts;
  if (expiresAt !== undefined && expiresAt - ctx.now() < SOON_MS) {
    const day = new Date(expiresAt).toISOString().slice(0, 10);
    return { state: "ok", check: { name: "token", ok: true, detail: `The access token ends on ${day}.` } };
  }
  return { state: "ok", check: { name: "token", ok: true } };
}

/** The app hears of the business account, at our address. */
async function checkWebhook(channel: Channel, ctx: ConnectorContext): Promise<Found> {
  const asked = await listSubscribedApps(accountOf(channel), channel.settings.wabaId, ctx);
  if (!asked.ok) return failedBy(asked.error, "webhook");
  const ours = asked.apps.find(({ appId }) => appId === channel.settings.appId);
  if (ours === undefined) return bad("webhook", "needs_reconnection", "The app does not hear of the business account.");
  const isOurs = ours.callback === webhookUrl(ctx.publicUrl, "whatsapp", channel.endpointId);
  if (isOurs) return { state: "ok", check: { name: "webhook", ok: true } };
  return bad("webhook", "needs_reconnection", "Meta delivers what happens there to another address.");
}

async function checkNumber(channel: Channel, ctx: ConnectorContext): Promise<Found> {
  const query = { fields: "display_phone_number,verified_name,quality_rating,status,name_status" };
  const call = { method: "GET", path: channel.externalId, query, timeoutMs: 10_000 } as const;
  const asked = await callGraph(accountOf(channel), call, ctx);
  return asked.ok ? judgeNumber(asked.body) : failedBy(asked.error, "number");
}

const STATUS_WORDS: Readonly<Record<string, string>> = {
  BANNED: "WhatsApp has banned the number.",
  DELETED: "The number is no longer there.",
  DISCONNECTED: "The number is not connected to the Cloud API.",
  MIGRATED: "The number has moved to another business account.",
  PENDING: "The number is not registered yet; enter its PIN.",
  RESTRICTED: "WhatsApp restricts the number: it may not write first for now.",
  RATE_LIMITED: "WhatsApp limits the number for now.",
  FLAGGED: "WhatsApp warns: the quality of the number is low.",
  UNVERIFIED: "The number has not been verified.",
};
/** Nothing goes through these. */
const CLOSED = new Set(["BANNED", "DELETED", "DISCONNECTED", "MIGRATED", "PENDING", "UNVERIFIED"]);

/** `status` and `quality_rating` of a number: GREEN, YELLOW, RED, or not known yet. */
export function judgeNumber(number: Json): Found {
  const status = (textOf(number, "status") ?? "CONNECTED").toUpperCase();
  const quality = (textOf(number, "quality_rating") ?? "UNKNOWN").toUpperCase();
  const words = STATUS_WORDS[status];
  if (words !== undefined && CLOSED.has(status)) return bad("number", "needs_reconnection", words);
  const detail = [textOf(number, "display_phone_number"), quality === "UNKNOWN" ? undefined : quality]
    .filter((part) => part !== undefined)
    .join(" · ");
  // It still works: told, and no reason to reconnect.
  if (words !== undefined) return { state: "ok", check: { name: "number", ok: false, detail: words } };
  if (quality === "RED")
    return { state: "ok", check: { name: "number", ok: false, detail: "WhatsApp rates the number's quality as low." } };
  return { state: "ok", check: { name: "number", ok: true, ...(detail === "" ? {} : { detail }) } };
}

function failedBy({ kind, message }: SendError, name: string): Found {
  const needsPerson = kind === "auth_expired" || kind === "permission" || kind === "invalid_content";
  return bad(name, needsPerson ? "needs_reconnection" : "degraded", message);
}

function bad(name: string, state: State, detail: string): Found {
  return { state, check: { name, ok: false, detail } };
}

function worst(states: readonly State[]): State {
  if (states.includes("needs_reconnection")) return "needs_reconnection";
  return states.includes("degraded") ? "degraded" : "ok";
}
