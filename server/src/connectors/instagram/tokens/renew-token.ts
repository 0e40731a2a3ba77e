import { createHash } from "node:crypto";
import { z } from "zod";
import type { ConnectorContext } from "../../connector.ts";
import { callGraph } from "../../meta/call-graph.ts";
import { type Check, failed, judgeExpiry, mayPass, SOON_MS } from "../../meta/health-checks.ts";
import { accountOf, type Channel } from "../account.ts";
import { TOKEN } from "../settings.ts";
import { freshTokenOf } from "./exchange-token.ts";

const DAY_MS = 86_400_000;
/** Instagram renews no token that is younger. */
const YOUNGEST_MS = DAY_MS;
/** Half of its life: a month is left to find out that it cannot be renewed. */
const RENEWED_BEFORE_MS = 30 * DAY_MS;
/** After Instagram has refused. */
const PAUSE_MS = 3_600_000;

/** What is known of the channel's token; kept by its fingerprint, because a person may type another at any time. */
const life = z.object({
  fingerprint: z.string(),
  /** When we had it first, and when renewing it was tried last. Epoch milliseconds. */
  since: z.number(),
  triedAt: z.number().default(0),
  endsAt: z.number().nullable(),
  /** Why it could not be renewed. */
  refused: z.string().optional(),
});
type Life = z.infer<typeof life>;
const KEY = "token";

/**
 * A token of Instagram's own log-in lives sixty days, and is renewed once half of them have gone; one whose end nobody knows
 * after a day. Where that is refused, the channel says so until a person has given another.
 */
export async function renewToken(channel: Channel, ctx: ConnectorContext): Promise<void> {
  if (channel.settings.login !== "instagram") return;
  const now = ctx.now();
  const known = await lifeOf(channel, ctx);
  if (!isDue(known, now)) return await keep(known, ctx);
  const account = accountOf(channel);
  const query = { grant_type: "ig_refresh_token", access_token: account.token };
  const path = "refresh_access_token";
  const called = await callGraph(account, { method: "GET", path, query, unversioned: true, timeoutMs: 15_000 }, ctx);
  const token = called.ok ? freshTokenOf(called, now) : undefined;
  if (token !== undefined) {
    await ctx.renewSecret(TOKEN, token.value);
    return await keep({ fingerprint: fingerprintOf(token.value), since: now, triedAt: now, endsAt: token.endsAt }, ctx);
  }
  const error = called.ok ? undefined : called.error;
  const isSoon = known.endsAt !== null && known.endsAt - now < SOON_MS;
  const isQuiet = error !== undefined && mayPass(error) && !isSoon;
  const refused = error?.message ?? "Instagram gave no new one.";
  await keep({ ...known, triedAt: now, ...(isQuiet ? {} : { refused }) }, ctx);
}

function isDue({ since, triedAt, endsAt }: Life, now: number): boolean {
  if (now - since < YOUNGEST_MS || now - triedAt < PAUSE_MS) return false;
  return endsAt === null || endsAt - now < RENEWED_BEFORE_MS;
}

/** How long the token lives, and whether it could be renewed. Nothing where it does not end by date. */
export async function checkToken(channel: Channel, ctx: ConnectorContext): Promise<Check[]> {
  if (channel.settings.login !== "instagram") return [];
  const { endsAt, refused } = await lifeOf(channel, ctx);
  const expiry = endsAt === null ? [] : [judgeExpiry(endsAt, ctx.now())];
  if (refused === undefined) return expiry;
  const end = endsAt === null ? "" : ` It ends on ${new Date(endsAt).toISOString().slice(0, 10)}.`;
  return [failed("renewal", `The access token could not be renewed: ${refused}${end}`), ...expiry];
}

async function lifeOf(channel: Channel, ctx: ConnectorContext): Promise<Life> {
  const fingerprint = fingerprintOf(channel.secrets[TOKEN] ?? "");
  const kept = await ctx.store.get(KEY);
  const read = kept === null ? undefined : life.safeParse(JSON.parse(kept)).data;
  if (read?.fingerprint === fingerprint) return read;
  return { fingerprint, since: ctx.now(), triedAt: 0, endsAt: channel.settings.tokenEndsAt };
}

async function keep(known: Life, ctx: ConnectorContext): Promise<void> {
  await ctx.store.set(KEY, JSON.stringify(known));
}

function fingerprintOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url").slice(0, 22);
}
