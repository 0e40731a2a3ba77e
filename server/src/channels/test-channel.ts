import type { ChannelId, channelTest } from "@guichet/contract";
import type { z } from "zod";
import type { Ctx } from "../db/index.ts";
import type { ChannelDeps } from "./channel-deps.ts";
import { setChannelState } from "./channel-news.ts";
import { getChannelForConnector } from "./get-channel.ts";

/** Asks the platform, now, whether the channel works; what is found becomes its state, unless it is paused. */
export async function testChannel(
  ctx: Ctx,
  deps: Pick<ChannelDeps, "checkHealth" | "secretBox">,
  id: ChannelId,
): Promise<z.input<typeof channelTest>> {
  const channel = await getChannelForConnector(ctx, deps.secretBox, id);
  const { state, checks } = await deps.checkHealth(channel);
  const failed = checks.find((check) => !check.ok);
  if (state === "ok") await setChannelState(ctx, id, "connected", null);
  if (state === "needs_reconnection")
    await setChannelState(ctx, id, "needs_reconnection", failed?.detail ?? failed?.name ?? null);
  return { ok: state === "ok", checks: checks.map((check) => ({ ...check })) };
}
