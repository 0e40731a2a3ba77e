import type { ChannelId } from "@guichet/contract";
import { createChannel } from "../channels/index.ts";
import type { AuditedCtx } from "../organizations/index.ts";
import type { Parts } from "../parts.ts";
import { type ChannelName, PLATFORM_OF } from "./cast.ts";

/** The e-mail channel's settings as its editor takes them; without a mail server the example has no such channel. */
export type MailSettings = Readonly<Record<string, unknown>>;

export async function makeChannels(
  ctx: AuditedCtx,
  parts: Pick<Parts, "connectors" | "keys">,
  mail: MailSettings | undefined,
): Promise<Map<ChannelName, ChannelId>> {
  const deps = { connectors: parts.connectors, secretBox: parts.keys.secretBox };
  const channels = new Map<ChannelName, ChannelId>();
  const make = async (name: ChannelName, settings: MailSettings) => {
    const platform = PLATFORM_OF[name];
    channels.set(name, (await createChannel(ctx, deps, { platform, name, settings: { ...settings } })).channelId);
  };
  await make("Website", { color: "#8a5a2b" });
  await make("Mobile app", {});
  await make("Trade website", { color: "#2f5d62" });
  // As networks have it: a day to answer what was written in private, a week to answer a comment there.
  await make("Community", { replyWindowHours: 24, privateReplyDays: 7 });
  if (mail !== undefined) await make("Support mail", mail);
  return channels;
}
