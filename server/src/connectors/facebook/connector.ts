import type { FacebookSettings } from "@guichet/contract";
import type { Connector } from "../connector.ts";
import { fetchMedia } from "../meta/fetch-media.ts";
import { ORDINARY } from "../meta/ordinary.ts";
import { META_WRITING_MS, showMetaWriting } from "../meta/sending/show-writing.ts";
import { verifyMeta } from "../meta/verify.ts";
import { watchSubscription } from "../meta/watch-subscription.ts";
import { accountOf } from "./account.ts";
import { fetchPost } from "./fetch-post.ts";
import { fetchProfile } from "./fetch-profile.ts";
import { checkHealth } from "./health.ts";
import { identifyPage } from "./identify.ts";
import { moderateComment } from "./moderate.ts";
import { parseDelivery } from "./parse.ts";
import { sendMessage } from "./sending/send.ts";
import { makeSecrets, parseSettings, splitSecrets } from "./settings.ts";
import { connectPage, disconnectPage } from "./subscribe.ts";

/** A Facebook Page: Messenger, and what everybody reads under its posts (Graph API). */
export function createFacebookConnector(): Connector<FacebookSettings> {
  return {
    platform: "facebook",
    parseSettings,
    splitSecrets,
    makeSecrets,
    externalId: ({ page }, channelId) => page?.id ?? channelId,
    endpointKey: ({ appId, graphUrl }) => `${graphUrl} ${appId}`,
    address: ({ page }) => page?.name ?? "",
    identify: identifyPage,
    connect: connectPage,
    disconnect: disconnectPage,
    verify: (request, endpoint) => verifyMeta(request, endpoint),
    parse: parseDelivery,
    ordinary: ORDINARY,
    send: sendMessage,
    writing: {
      lastsMs: META_WRITING_MS,
      ends: true,
      show: (writing, channel, ctx) =>
        showMetaWriting(writing, { account: accountOf(channel), sender: channel.externalId }, ctx),
    },
    fetchMedia: (media, _channel, _delivery, ctx) => fetchMedia(media, ctx),
    fetchPost,
    fetchProfile,
    moderate: moderateComment,
    listen: (channel, _accept, report, ctx) =>
      watchSubscription(
        { check: () => checkHealth(channel, ctx), connect: () => connectPage(channel, ctx) },
        report,
        ctx,
      ),
    health: checkHealth,
  };
}
