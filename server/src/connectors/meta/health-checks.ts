import type { IdentifyContext } from "../account-hooks.ts";
import type { Health, SendError } from "../connector.ts";
import { type App, readAppWebhook } from "./app-webhook.ts";
import type { GraphAccount } from "./call-graph.ts";
import { debugToken, type TokenFacts } from "./debug-token.ts";
import { listSubscribedApps } from "./subscribed-apps.ts";

export type Check = Health["checks"][number];

/** An end of the token is told so long before it comes, in milliseconds. */
export const SOON_MS = 7 * 86_400_000;

/** What is wrong with an account, or with what it is reached by. */
export type Subject = {
  readonly app: App;
  readonly url: string;
  /** Whose `subscribed_apps` names us: a Page, also where an Instagram account is linked to it. */
  readonly subscribedId: string;
  readonly scopes: readonly string[];
};

/** May the token do what we do, how long will it, does the app deliver to us, and does it hear of the account? */
export async function checkApp({ app, url, subscribedId, scopes }: Subject, ctx: IdentifyContext): Promise<Health> {
  const checked = await debugToken(app.account, app.appId, ctx);
  const token = checked.ok ? judgeToken(checked.facts, ctx.now(), scopes) : [failed("app", checked.error.message)];
  const subscription = await checkSubscription(app.account, subscribedId, app.appId, ctx);
  const checks = [...token, await checkWebhook(app, url, ctx), subscription];
  const isBroken = checks.some(({ ok, name }) => !ok && name !== "expiry");
  const mayRecover = !checked.ok && mayPass(checked.error);
  // A token that ends soon still works: it is told beside the others, and is no reason to call the channel silent.
  return { state: isBroken ? (mayRecover ? "degraded" : "needs_reconnection") : "ok", checks };
}

/** What `debug_token` tells of a token. */
export function judgeToken(
  { isValid, scopes, expiresAt }: TokenFacts,
  now: number,
  wanted: readonly string[],
): Check[] {
  if (!isValid) return [failed("access", "Meta no longer accepts the access token.")];
  const missing = wanted.filter((scope) => !scopes.includes(scope));
  const permissions: Check =
    missing.length === 0 ? { name: "permissions", ok: true } : failed("permissions", `Missing: ${missing.join(", ")}`);
  const access: Check = { name: "access", ok: true };
  return expiresAt === undefined ? [access, permissions] : [access, permissions, judgeExpiry(expiresAt, now)];
}

export function judgeExpiry(expiresAt: number, now: number): Check {
  return { name: "expiry", ok: expiresAt - now >= SOON_MS, detail: new Date(expiresAt).toISOString().slice(0, 10) };
}

async function checkWebhook(app: App, url: string, ctx: IdentifyContext): Promise<Check> {
  const read = await readAppWebhook(app, ctx);
  if (!read.ok) return failed("webhook", read.error.message);
  if (read.url === url) return { name: "webhook", ok: true };
  return failed(
    "webhook",
    read.url === "" ? "The app has no address to deliver to." : "The app delivers to another address.",
  );
}

/** `appId` undefined: the token's own app, which is the only one that is listed. */
export async function checkSubscription(
  account: GraphAccount,
  id: string,
  appId: string | undefined,
  ctx: IdentifyContext,
): Promise<Check> {
  const listed = await listSubscribedApps(account, id, ctx);
  if (!listed.ok) return failed("subscription", listed.error.message);
  const isOurs = listed.apps.some((one) => appId === undefined || one.appId === appId);
  return isOurs ? { name: "subscription", ok: true } : failed("subscription", "The app does not hear of the account.");
}

export function failed(name: string, detail: string): Check {
  return { name, ok: false, detail };
}

/** The account itself could not be asked. */
export function noAccess({ kind, message }: SendError): Health {
  const needsPerson = kind === "auth_expired" || kind === "permission";
  return { state: needsPerson ? "needs_reconnection" : "degraded", checks: [failed("access", message)] };
}

/** A step of connecting failed. What Meta says helps whoever has to mend it. */
export function notConnected(name: string, error: SendError): Health {
  const check = failed(error.kind === "auth_expired" ? "access" : name, error.message.slice(0, 300));
  return { state: mayPass(error) ? "degraded" : "needs_reconnection", checks: [check] };
}

/** Waiting may mend it. */
export function mayPass({ kind }: SendError): boolean {
  return kind === "retryable" || kind === "rate_limited" || kind === "outcome_unknown";
}
