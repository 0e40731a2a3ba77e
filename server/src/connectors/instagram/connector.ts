import type { InstagramSettings } from "@guichet/contract";
import type { Connector } from "../connector.ts";
import { fetchMedia } from "../meta/fetch-media.ts";
import { ORDINARY } from "../meta/ordinary.ts";
import { APP_SECRET, makeMetaSecrets } from "../meta/secrets.ts";
import { META_WRITING_MS, showMetaWriting } from "../meta/sending/show-writing.ts";
import { verifyMeta } from "../meta/verify.ts";
import { watchSubscription } from "../meta/watch-subscription.ts";
import { accountOf, senderOf } from "./account.ts";
import { fetchContent } from "./fetch-content.ts";
import { fetchPost } from "./fetch-post.ts";
import { fetchProfile } from "./fetch-profile.ts";
import { checkHealth } from "./health.ts";
import { identifyAccount } from "./identify.ts";
import { moderateComment } from "./moderate.ts";
import { parseDelivery } from "./parse.ts";
import { sendMessage } from "./sending/send.ts";
import { META_APP_SECRET, parseSettings, splitSecrets } from "./settings.ts";
import { connectAccount, disconnectAccount } from "./subscribe.ts";
import { renewToken } from "./tokens/renew-token.ts";

/** A professional account of Instagram: direct messages, and what everybody reads under its posts (Instagram Platform). */
export function createInstagramConnector(): Connector<InstagramSettings> {
  return {
    platform: "instagram",
    parseSettings,
    splitSecrets,
    makeSecrets: makeMetaSecrets,
    externalId: ({ account }, channelId) => account?.id ?? channelId,
    endpointKey: ({ appId, graphUrl, login }) => `${login} ${graphUrl} ${appId}`,
    address: ({ account }) => (account === null ? "" : `@${account.username}`),
    identify: identifyAccount,
    connect: connectAccount,
    disconnect: disconnectAccount,
    verify: (request, endpoint) => verifyMeta(request, endpoint, [APP_SECRET, META_APP_SECRET]),
    parse: parseDelivery,
    ordinary: ORDINARY,
    send: sendMessage,
    writing: {
      lastsMs: META_WRITING_MS,
      ends: true,
      show: (writing, channel, ctx) =>
        showMetaWriting(writing, { account: accountOf(channel), sender: senderOf(channel) }, ctx),
    },
    fetchMedia: (media, _channel, _delivery, ctx) => fetchMedia(media, ctx),
    fetchContent,
    fetchPost,
    fetchProfile,
    moderate: moderateComment,
    listen: (channel, _accept, report, ctx) =>
      watchSubscription(
        {
          check: async () => {
            await renewToken(channel, ctx);
            return await checkHealth(channel, ctx);
          },
          connect: () => connectAccount(channel, ctx),
        },
        report,
        ctx,
      ),
    health: checkHealth,
  };
}
