import type { EmailSettings } from "@guichet/contract";
import type { Connector } from "../connector.ts";
import { fetchMedia } from "./fetch-media.ts";
import { checkHealth } from "./health.ts";
import { listenToMailbox } from "./listening/listen.ts";
import { createGuardedParser } from "./reading/guarded-parser.ts";
import { sendMail, settleMail } from "./sending/send.ts";
import { type MailTimings, mailTimings } from "./servers/timings.ts";
import { makeSecrets, parseSettings, splitSecrets } from "./settings.ts";

/** A mailbox: IMAP in, SMTP out. Tests are less patient than the real world. */
export function createEmailConnector(changed: Partial<MailTimings> = {}): Connector<EmailSettings> {
  const timings = { ...mailTimings, ...changed };
  return {
    platform: "email",
    parseSettings,
    splitSecrets,
    makeSecrets,
    externalId: (settings) => settings.address,
    address: (settings) => settings.address,
    verify: () => ({ ok: false, status: 403, reason: "Mail is fetched, never posted." }),
    parse: createGuardedParser(),
    ordinary: ["read receipt"],
    send: (message, channel, ctx) => sendMail(message, channel, ctx, timings),
    settle: (message, channel, ctx) => settleMail(message, channel, ctx, timings),
    fetchMedia: (media, _channel, delivery) => Promise.resolve(fetchMedia(media, delivery)),
    listen: (channel, accept, report, ctx) => listenToMailbox(channel, accept, report, ctx, timings),
    health: (channel, ctx) => checkHealth(channel, ctx, timings),
  };
}
