import type { ChannelId, patchChannelBody } from "@guichet/contract";
import type { z } from "zod";
import type { AuditedCtx } from "../organizations/index.ts";
import { connectAccount, identifyAccount } from "./account.ts";
import { changeChannel } from "./change-channel.ts";
import type { ChannelDeps } from "./channel-deps.ts";
import { getChannelForConnector } from "./get-channel.ts";

/** Changes a channel; new settings are shown to the platform first, and the platform is told of us again afterwards. */
export async function changeAccount(
  ctx: AuditedCtx,
  deps: Pick<ChannelDeps, "accounts" | "connectors" | "secretBox">,
  id: ChannelId,
  given: z.output<typeof patchChannelBody>,
): Promise<void> {
  if (given.settings === undefined) return await changeChannel(ctx, deps, id, given);
  const before = await getChannelForConnector(ctx, deps.secretBox, id);
  const settings = await identifyAccount(deps, before.platform, given.settings, before);
  await changeChannel(ctx, deps, id, { ...given, settings });
  await connectAccount(ctx, deps, id);
}
