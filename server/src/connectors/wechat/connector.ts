import type { WechatSettings } from "@guichet/contract";
import type { Connector } from "../connector.ts";
import { watchEvery } from "../watch-every.ts";
import { createAccessTokens } from "./calling/access-tokens.ts";
import { createCallApi } from "./calling/call-api.ts";
import { fetchMedia } from "./fetch-media.ts";
import { fetchProfile } from "./fetch-profile.ts";
import { checkHealth } from "./health.ts";
import { identifyAccount } from "./identify.ts";
import { listTemplates } from "./list-templates.ts";
import { ORDINARY } from "./ordinary.ts";
import { parseDelivery } from "./reading/parse.ts";
import { sendMessage } from "./sending/send.ts";
import { showWriting, WECHAT_WRITING_MS } from "./sending/show-writing.ts";
import { makeSecrets, parseSettings, splitSecrets } from "./settings.ts";
import { verifyRequest } from "./verify.ts";

/** A WeChat official account: message push in, customer service messages and templates out. */
export function createWechatConnector(): Connector<WechatSettings> {
  const tokens = createAccessTokens();
  const callApi = createCallApi(tokens);
  return {
    platform: "wechat",
    parseSettings,
    splitSecrets,
    makeSecrets,
    externalId: ({ appId }) => appId,
    address: ({ appId }) => appId,
    identify: (settings, before, ctx) => identifyAccount(tokens, settings, before, ctx),
    // Nobody can be told where to deliver: the account's owner enters our address.
    connect: (channel, ctx) => checkHealth(callApi, channel, ctx),
    verify: verifyRequest,
    accepted: { contentType: "text/plain; charset=utf-8", body: "success" },
    parse: parseDelivery,
    writing: {
      lastsMs: WECHAT_WRITING_MS,
      ends: true,
      show: (writing, channel, ctx) => showWriting(callApi, writing, channel, ctx),
    },
    ordinary: ORDINARY,
    send: (message, channel, ctx) => sendMessage(callApi, message, channel, ctx),
    listTemplates: (channel, ctx) => listTemplates(callApi, channel, ctx),
    fetchMedia: (media, channel, _delivery, ctx) => fetchMedia(tokens, media, channel, ctx),
    fetchProfile: (externalId, channel, ctx) => fetchProfile(callApi, externalId, channel, ctx),
    listen: (channel, _accept, report, ctx) => watchEvery(() => checkHealth(callApi, channel, ctx), report, ctx),
    health: (channel, ctx) => checkHealth(callApi, channel, ctx),
  };
}
