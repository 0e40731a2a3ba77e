import type { ChannelId } from "@guichet/contract";
import { createChannel } from "../channels/index.ts";
import type { AuditedCtx } from "../organizations/index.ts";
import type { Parts } from "../parts.ts";
import type { ChannelName } from "./cast.ts";

/** The e-mail channel's settings as its editor takes them; without a mail server the example has no such channel. */
export type MailSettings = Readonly<Record<string, unknown>>;

export async function makeChannels(
  ctx: AuditedCtx,
  parts: Pick<Parts, "connectors" | "keys">,
  mail: MailSettings | undefined,
): Promise<Map<ChannelName, ChannelId>> {
  const deps = { connectors: parts.connectors, secretBox: parts.keys.secretBox };
  const channels = new Map<ChannelName, ChannelId>();
  const make = async (name: ChannelName, platform: "messenger" | "api" | "email", settings: MailSettings) => {
    channels.set(name, (await createChannel(ctx, deps, { platform, name, settings: { ...settings } })).channelId);
  };
  await make("Website", "messenger", { color: "#8a5a2b" });
  await make("Mobile app", "api", {});
  await make("Trade website", "messenger", { color: "#2f5d62" });
  if (mail !== undefined) await make("Support mail", "email", mail);
  return channels;
}
