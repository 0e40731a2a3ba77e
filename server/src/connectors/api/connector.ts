import type { ApiSettings } from "@guichet/contract";
import type { Connector } from "../connector.ts";
import { fetchMedia } from "./fetch-media.ts";
import { checkHealth } from "./health.ts";
import { parseDelivery } from "./parse.ts";
import { sendMessage } from "./send.ts";
import { makeSecrets, parseSettings } from "./settings.ts";
import { verifyWebhook } from "./verify.ts";

/** Another system talks to Guichet by Standard Webhooks, both ways (see contract/src/api-channel.ts). */
export function createApiConnector(): Connector<ApiSettings> {
  return {
    platform: "api",
    parseSettings,
    splitSecrets: (settings) => ({ settings, secrets: {} }),
    makeSecrets,
    externalId: (_settings, channelId) => channelId,
    address: (settings) => settings.outboundUrl,
    verify: verifyWebhook,
    parse: parseDelivery,
    send: sendMessage,
    fetchMedia: (media, _channel, _delivery, ctx) => fetchMedia(media, ctx),
    health: checkHealth,
  };
}
