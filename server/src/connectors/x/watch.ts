import { setTimeout as wait } from "node:timers/promises";
import type { AcceptDelivery, ConnectorContext, Health } from "../connector.ts";
import type { Channel } from "./account.ts";
import { checkHealth } from "./health.ts";
import { pullMissed, pullSearches } from "./pulling/pull.ts";
import type { Rests } from "./pulling/pull-list.ts";
import { connectAccount } from "./webhook.ts";

export type Rounds = { readonly everyMs: number; readonly healthEvery: number };
const rounds: Rounds = { everyMs: 60_000, healthEvery: 5 };

/**
 * Searches are asked for every minute; what came while nobody was here at once and every five, like the account's health. A
 * subscription or address that X has given up is put there again.
 */
export async function watchAccount(
  channel: Channel,
  accept: AcceptDelivery,
  report: (health: Health) => void,
  ctx: ConnectorContext,
  { everyMs, healthEvery }: Rounds = rounds,
): Promise<void> {
  const rests: Rests = new Map();
  for (let round = 0; !ctx.signal.aborted; round += 1) {
    const isWhole = round % healthEvery === 0;
    try {
      if (isWhole) await pullMissed(channel, accept, ctx, rests);
      await pullSearches(channel, accept, ctx, rests);
      // One that has just been connected was asked then.
      if (isWhole && round > 0) report(await mend(channel, ctx));
    } catch (error) {
      // Nothing can be taken in just now: the next round comes at its time, or X would be asked anew every two seconds.
      if (!ctx.signal.aborted)
        ctx.log("warn", "what X told could not be taken in; asked again later", { error: nameOf(error) });
    }
    await wait(everyMs, undefined, { signal: ctx.signal, ref: false }).catch(() => undefined);
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "";
}

async function mend(channel: Channel, ctx: ConnectorContext): Promise<Health> {
  const health = await checkHealth(channel, ctx);
  const isLost = health.checks.some(({ name, ok }) => !ok && (name === "webhook" || name === "subscription"));
  return isLost && health.state === "needs_reconnection" ? await connectAccount(channel, ctx) : health;
}
