import type { WhatsappSettings } from "@guichet/contract";
import type { Connector } from "../connector.ts";
import { makeMetaSecrets } from "../meta/secrets.ts";
import { verifyMeta } from "../meta/verify.ts";
import { sparingTimes, watchEvery } from "../watch-every.ts";
import { fetchMedia } from "./fetch-media.ts";
import { checkHealth } from "./health.ts";
import { identifyNumber } from "./identify.ts";
import { listTemplates } from "./list-templates.ts";
import { ORDINARY } from "./ordinary.ts";
import { parseDelivery } from "./parse.ts";
import { sendMessage } from "./send.ts";
import { endpointKey, parseSettings, splitSecrets } from "./settings.ts";
import { whatsappWriting } from "./show-writing.ts";
import { connectNumber, disconnectNumber } from "./webhook.ts";

/** A number of WhatsApp (Cloud API): notices in by webhook, messages out through the Graph API. */
export function createWhatsappConnector(): Connector<WhatsappSettings> {
  return {
    platform: "whatsapp",
    parseSettings,
    splitSecrets,
    makeSecrets: () => ({ ...makeMetaSecrets(), shown: {} }),
    endpointKey,
    externalId: ({ phoneNumberId }, channelId) => phoneNumberId || channelId,
    address: ({ number }) => number?.display ?? "",
    identify: identifyNumber,
    connect: connectNumber,
    disconnect: disconnectNumber,
    listTemplates,
    verify: (request, endpoint) => verifyMeta(request, endpoint),
    parse: parseDelivery,
    ordinary: ORDINARY,
    send: sendMessage,
    writing: whatsappWriting,
    fetchMedia: (media, channel, _delivery, ctx) => fetchMedia(media, channel, ctx),
    listen: (channel, _accept, report, ctx) => watchEvery(() => checkHealth(channel, ctx), report, ctx, sparingTimes),
    health: checkHealth,
  };
}
