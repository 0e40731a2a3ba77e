import type { XSettings } from "@guichet/contract";
import type { Connector } from "../connector.ts";
import { fetchMedia } from "./fetch-media.ts";
import { fetchPost } from "./fetch-post.ts";
import { checkHealth } from "./health.ts";
import { identifyAccount } from "./identify.ts";
import { moderatePost } from "./moderate.ts";
import { ORDINARY } from "./ordinary.ts";
import { parseDelivery } from "./reading/parse.ts";
import { sendMessage } from "./sending/send.ts";
import { settleMessage } from "./sending/settle.ts";
import { parseSettings, splitSecrets } from "./settings.ts";
import { verifyDelivery } from "./verify.ts";
import { watchAccount } from "./watch.ts";
import { connectAccount, disconnectAccount } from "./webhook.ts";

/** An account on X: posts that name it and what a search finds in public, direct messages in private (API v2). */
export function createXConnector(): Connector<XSettings> {
  return {
    platform: "x",
    parseSettings,
    splitSecrets,
    externalId: ({ account }, channelId) => account?.id ?? channelId,
    endpointKey: ({ apiUrl, consumerKey }) => `${apiUrl} ${consumerKey}`,
    address: ({ account }) => (account === null ? "" : `@${account.handle}`),
    identify: identifyAccount,
    connect: connectAccount,
    disconnect: disconnectAccount,
    verify: verifyDelivery,
    parse: parseDelivery,
    ordinary: ORDINARY,
    send: sendMessage,
    settle: settleMessage,
    fetchMedia: (media, channel, _delivery, ctx) => fetchMedia(media, channel, ctx),
    fetchPost,
    moderate: moderatePost,
    listen: (channel, accept, report, ctx) => watchAccount(channel, accept, report, ctx),
    health: checkHealth,
  };
}
