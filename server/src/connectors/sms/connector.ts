import { type SmsSettings, smsSenderKind } from "@guichet/contract";
import type { Connector } from "../connector.ts";
import { fetchMedia } from "./fetch-media.ts";
import { checkHealth } from "./health.ts";
import { identifyAccount } from "./identify.ts";
import { parseDelivery } from "./parse.ts";
import { sendMessage } from "./send.ts";
import { parseSettings, splitSecrets } from "./settings.ts";
import { settleMessage } from "./settle.ts";
import { verifyDelivery } from "./verify.ts";
import { watchAccount } from "./watch.ts";
import { connectSender, disconnectSender } from "./webhook.ts";

/** SMS and MMS by Twilio: messages in by webhook, and asked for after an outage; out by its API. */
export function createSmsConnector(): Connector<SmsSettings> {
  return {
    platform: "sms",
    parseSettings,
    splitSecrets,
    // A number is its owner's in the whole world; a name is one in each account.
    externalId: ({ accountSid, sender }) => (smsSenderKind(sender) === "name" ? `${accountSid}:${sender}` : sender),
    address: ({ sender, account }) => (sender.startsWith("MG") ? (account?.senderName ?? sender) : sender),
    identify: identifyAccount,
    connect: connectSender,
    disconnect: disconnectSender,
    verify: verifyDelivery,
    // Anything but an empty answer would be sent to the contact.
    accepted: { contentType: "text/xml", body: "<Response/>" },
    parse: parseDelivery,
    send: sendMessage,
    settle: settleMessage,
    fetchMedia: (media, channel, _delivery, ctx) => fetchMedia(media, channel, ctx),
    listen: watchAccount,
    health: checkHealth,
  };
}
