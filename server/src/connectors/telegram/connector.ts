import type { TelegramSettings } from "@guichet/contract";
import type { Connector } from "../connector.ts";
import { watchEvery } from "../watch-every.ts";
import { acknowledgeUpdate } from "./acknowledge.ts";
import { fetchMedia } from "./fetch-media.ts";
import { fetchPhoto, fetchProfile } from "./fetch-profile.ts";
import { checkHealth } from "./health.ts";
import { identifyBot } from "./identify.ts";
import { ORDINARY } from "./ordinary.ts";
import { parseUpdate } from "./parse.ts";
import { sendMessage } from "./send.ts";
import { makeSecrets, parseSettings, splitSecrets } from "./settings.ts";
import { telegramWriting } from "./show-writing.ts";
import { verifyUpdate } from "./verify.ts";
import { connectBot, disconnectBot } from "./webhook.ts";

/** A Telegram bot (Bot API): updates in by webhook, methods out. */
export function createTelegramConnector(): Connector<TelegramSettings> {
  return {
    platform: "telegram",
    parseSettings,
    splitSecrets,
    makeSecrets,
    externalId: ({ bot }, channelId) => bot?.id ?? channelId,
    address: ({ bot }) => (bot === null ? "" : bot.username === "" ? bot.name : `@${bot.username}`),
    identify: identifyBot,
    connect: connectBot,
    disconnect: disconnectBot,
    verify: verifyUpdate,
    parse: parseUpdate,
    ordinary: ORDINARY,
    acknowledge: acknowledgeUpdate,
    send: sendMessage,
    writing: telegramWriting,
    fetchMedia: (media, channel, _delivery, ctx) => fetchMedia(media, channel, ctx),
    fetchProfile,
    fetchPhoto,
    listen: (channel, _accept, report, ctx) => watchEvery(() => checkHealth(channel, ctx), report, ctx),
    health: checkHealth,
  };
}
