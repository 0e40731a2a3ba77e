import type { LineSettings } from "@guichet/contract";
import type { Connector } from "../connector.ts";
import { watchEvery } from "../watch-every.ts";
import { fetchMedia } from "./fetch-media.ts";
import { fetchProfile } from "./fetch-profile.ts";
import { checkHealth } from "./health.ts";
import { identifyAccount } from "./identify.ts";
import { createMemberNames } from "./name-members.ts";
import { ORDINARY } from "./ordinary.ts";
import { parseDelivery } from "./parse.ts";
import { sendMessage } from "./send.ts";
import { parseSettings, splitSecrets } from "./settings.ts";
import { lineWriting } from "./show-writing.ts";
import { verifyDelivery } from "./verify.ts";
import { connectAccount } from "./webhook.ts";

/** A LINE Official Account (Messaging API): events in by webhook, messages out. */
export function createLineConnector(): Connector<LineSettings> {
  return {
    platform: "line",
    parseSettings,
    splitSecrets,
    externalId: ({ account }, channelId) => account?.id ?? channelId,
    address: ({ account }) => account?.basicId || (account?.name ?? ""),
    identify: identifyAccount,
    connect: connectAccount,
    verify: verifyDelivery,
    parse: parseDelivery,
    ordinary: ORDINARY,
    fetchProfile,
    complete: createMemberNames(),
    send: sendMessage,
    writing: lineWriting,
    fetchMedia: (media, channel, _delivery, ctx) => fetchMedia(media, channel, ctx),
    listen: (channel, _accept, report, ctx) => watchEvery(() => checkHealth(channel, ctx), report, ctx),
    health: checkHealth,
  };
}
