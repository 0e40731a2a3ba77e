import { setTimeout as wait } from "node:timers/promises";
import type { SmsSettings } from "@guichet/contract";
import type { AcceptDelivery, ChannelForConnector, ConnectorContext, Health } from "../connector.ts";
import { type WatchTimes, watchTimes } from "../watch-every.ts";
import { checkHealth } from "./health.ts";
import { pullMessages } from "./pull.ts";

/**
 * Twilio brings messages by itself. What came while nobody was here is asked for at once, and again from time to time; and so
 * is whether the account still delivers, which nobody tells.
 */
export async function watchAccount(
  channel: ChannelForConnector<SmsSettings>,
  accept: AcceptDelivery,
  report: (health: Health) => void,
  ctx: ConnectorContext,
  times: WatchTimes = watchTimes,
): Promise<void> {
  let next = times.firstMs;
  for (let isFirst = true; !ctx.signal.aborted; isFirst = false) {
    const asked = await pullMessages(channel, accept, ctx);
    if (!asked) ctx.log("warn", "Twilio did not tell what contacts wrote; asked again later", { channel: channel.id });
    if (!isFirst) report(await checkHealth(channel, ctx));
    await wait(next, undefined, { signal: ctx.signal, ref: false }).catch(() => undefined);
    next = times.everyMs;
  }
}
