import type { ChannelId, channelTest } from "@guichet/contract";
import type { z } from "zod";
import type { Ctx } from "../db/index.ts";
import { noteHealth } from "./account.ts";
import type { ChannelDeps } from "./channel-deps.ts";
import { getChannelForConnector } from "./get-channel.ts";

/**
 * Asks the platform, now, whether the channel works; what is found becomes its state, unless it is paused. Where the platform
 * can be told of us, it is told again before that counts as found: a lost webhook address is mended by asking.
 */
export async function testChannel(
  ctx: Ctx,
  deps: Pick<ChannelDeps, "accounts" | "checkHealth" | "secretBox">,
  id: ChannelId,
): Promise<z.input<typeof channelTest>> {
  const channel = await getChannelForConnector(ctx, deps.secretBox, id);
  const found = await deps.checkHealth(channel);
  const health = found.state === "ok" ? found : ((await deps.accounts.connect(channel)) ?? found);
  await noteHealth(ctx, id, health);
  return { ok: health.state === "ok", checks: health.checks.map((check) => ({ ...check })) };
}
