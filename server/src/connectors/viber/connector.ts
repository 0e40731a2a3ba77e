import type { ViberSettings } from "@guichet/contract";
import type { Connector } from "../connector.ts";
import { watchEvery } from "../watch-every.ts";
import { answerCallback } from "./answer.ts";
import { fetchMedia } from "./fetch-media.ts";
import { checkHealth } from "./health.ts";
import { identifyBot } from "./identify.ts";
import { parseCallback } from "./parse.ts";
import { sendMessage } from "./send.ts";
import { parseSettings, splitSecrets } from "./settings.ts";
import { verifyCallback } from "./verify.ts";
import { connectBot, disconnectBot } from "./webhook.ts";

/** A Viber bot (REST bot API): callbacks in, messages out. */
export function createViberConnector(): Connector<ViberSettings> {
  return {
    platform: "viber",
    parseSettings,
    splitSecrets,
    externalId: ({ bot }, channelId) => bot?.id ?? channelId,
    address: ({ bot }) => (bot === null ? "" : bot.uri || bot.name),
    identify: identifyBot,
    connect: connectBot,
    disconnect: disconnectBot,
    verify: verifyCallback,
    answer: answerCallback,
    parse: parseCallback,
    send: sendMessage,
    fetchMedia: (media, _channel, _delivery, ctx) => fetchMedia(media, ctx),
    listen: (channel, _accept, report, ctx) => watchEvery(() => checkHealth(channel, ctx), report, ctx),
    health: checkHealth,
  };
}
