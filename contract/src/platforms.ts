import { z } from "zod";
import type { PlatformCapabilities } from "./platform-capabilities.ts";

/** The platforms of this release. A new platform is one entry here, one folder and one line in `connectors.ts`. */
export const platform = z.enum([
  "messenger",
  "email",
  "facebook",
  "instagram",
  "x",
  "sms",
  "telegram",
  "whatsapp",
  "line",
  "viber",
  "wechat",
  "api",
  "loopback",
]);
export type Platform = z.infer<typeof platform>;

const MB = 1024 * 1024;
const ANY_TYPE = ["*/*"] as const;
/** A post of X has one moving picture or film, or up to four pictures; a private message one file. */
const X_FILES = {
  maxBytes: 25 * MB,
  types: ["image/jpeg", "image/png", "image/webp", "image/gif", "video/mp4", "video/quicktime"],
  maxBytesByType: { "image/*": 5 * MB, "image/gif": 15 * MB },
} as const;

export const PLATFORMS: Record<Platform, PlatformCapabilities> = {
  messenger: {
    name: "Web messenger",
    visibility: ["private"],
    text: { max: 4096, unit: "characters", html: false },
    attachments: { perMessage: 10, maxBytes: 25 * MB, types: ANY_TYPE },
    can: { replyTo: true, typing: true, subject: false, template: false },
    reports: { delivered: true, read: true },
    idempotentSend: true,
    offered: true,
  },
  email: {
    name: "E-mail",
    visibility: ["private"],
    text: { max: 100_000, unit: "characters", html: false },
    // Most mail servers take no more, and the files grow by a third on the way.
    attachments: { perMessage: 20, maxBytes: 20 * MB, types: ANY_TYPE, totalBytes: 25 * MB },
    can: { replyTo: false, typing: false, subject: true, template: false },
    starts: { address: "email" },
    reports: { delivered: false, read: false },
    idempotentSend: false,
    offered: true,
  },
  facebook: {
    name: "Facebook",
    visibility: ["public", "private"],
    // A message of Messenger has at most 2000 characters; a longer one leaves in up to four. A comment takes 8000 as one.
    text: { max: 4 * 2000, unit: "utf16", html: false, pieceMax: 2000 },
    attachments: { perMessage: 10, maxBytes: 25 * MB, types: ANY_TYPE, maxBytesByType: { "image/*": 8 * MB } },
    publicAttachments: { perMessage: 1, maxBytes: 8 * MB, types: ["image/jpeg", "image/png", "image/gif"] },
    can: { replyTo: true, typing: true, subject: false, template: false },
    reports: { delivered: true, read: true },
    idempotentSend: false,
    privateReplyDays: 7,
    moderates: ["like", "unlike", "hide", "unhide", "delete"],
    offered: true,
  },
  instagram: {
    name: "Instagram",
    visibility: ["public", "private"],
    // A message of Instagram has at most 1000 bytes; a longer one leaves in up to four.
    text: { max: 4 * 1000, unit: "bytes", html: false, pieceMax: 1000 },
    publicText: { max: 2200, unit: "characters", html: false },
    attachments: {
      perMessage: 10,
      maxBytes: 25 * MB,
      types: ["image/jpeg", "image/png", "image/gif", "video/*", "audio/*", "application/pdf"],
      maxBytesByType: { "image/*": 8 * MB },
    },
    // A comment there is words alone.
    publicAttachments: { perMessage: 0, maxBytes: 0, types: [] },
    can: { replyTo: true, typing: true, subject: false, template: false },
    reports: { delivered: false, read: true },
    idempotentSend: false,
    privateReplyDays: 7,
    rereads: true,
    moderates: ["hide", "unhide", "delete"],
    offered: true,
    toldByHand: true,
  },
  x: {
    name: "X (Twitter)",
    visibility: ["public", "private"],
    text: { max: 10_000, unit: "utf16", html: false },
    // A post has 280; a longer answer leaves in up to ten, one under the other, as far as the channel lets it.
    publicText: { max: 2600, unit: "weighted", html: false, pieceMax: 280 },
    attachments: { ...X_FILES, perMessage: 1 },
    publicAttachments: { ...X_FILES, perMessage: 4, alone: ["image/gif", "video/*"] },
    can: { replyTo: true, typing: false, subject: false, template: false },
    reports: { delivered: false, read: true },
    idempotentSend: false,
    // X knows no end; whoever wrote longer ago hardly remembers.
    privateReplyDays: 90,
    moderates: ["like", "unlike", "repost", "unrepost", "hide", "unhide"],
    deletesOwn: true,
    offered: true,
    toldByHand: true,
  },
  sms: {
    name: "SMS",
    visibility: ["private"],
    // Twilio takes 1600 characters a message; a longer text leaves in up to four.
    text: { max: 4 * 1600, unit: "utf16", html: false, pieceMax: 1600, segmented: true },
    // MMS: pictures that Twilio makes smaller where a carrier wants that, and what it passes on as it is.
    attachments: {
      perMessage: 10,
      maxBytes: 500 * 1024,
      types: [
        "image/*",
        "audio/*",
        "video/*",
        "application/pdf",
        "text/vcard",
        "text/calendar",
        "text/csv",
        "text/plain",
      ],
      maxBytesByType: { "image/jpeg": 5 * MB, "image/png": 5 * MB, "image/gif": 5 * MB },
      totalBytes: 5 * MB,
    },
    can: { replyTo: false, typing: false, subject: false, template: false },
    starts: { address: "phone" },
    optOut: "word",
    reports: { delivered: true, read: false },
    idempotentSend: false,
    offered: true,
  },
  telegram: {
    name: "Telegram",
    visibility: ["private"],
    // A message of Telegram has at most 4096 UTF-16 units; a longer one leaves in up to four.
    text: { max: 4 * 4096, unit: "utf16", html: false, pieceMax: 4096 },
    // An album is one upload, and an upload has at most 50 MB.
    attachments: { perMessage: 10, maxBytes: 50 * MB, types: ANY_TYPE, totalBytes: 50 * MB },
    can: { replyTo: true, typing: true, subject: false, template: false },
    // A group that becomes a supergroup has another id.
    severalIds: true,
    optOut: "block",
    reports: { delivered: false, read: false },
    idempotentSend: false,
    offered: true,
  },
  whatsapp: {
    name: "WhatsApp",
    visibility: ["private"],
    // A message of WhatsApp has at most 4096 characters; a longer one leaves in up to four.
    text: { max: 4 * 4096, unit: "utf16", html: false, pieceMax: 4096 },
    // Each file is a message of its own; what is no picture, sound or film of WhatsApp's kinds travels as a document.
    attachments: { perMessage: 10, maxBytes: 100 * MB, types: ANY_TYPE },
    can: { replyTo: true, typing: true, subject: false, template: true },
    starts: { address: "phone", withoutPlus: true },
    severalIds: true,
    listsTemplates: true,
    reports: { delivered: true, read: true },
    idempotentSend: false,
    // 80 messages a second for a number, each on its way for a part of one; some are never answered (Cloud API, "Throughput").
    sendsAtOnce: 64,
    replyWindowHours: 24,
    offered: true,
  },
  line: {
    name: "LINE",
    visibility: ["private"],
    // A message of LINE has at most 5000 UTF-16 units; a longer one leaves in up to four, five messages a call.
    text: { max: 4 * 5000, unit: "utf16", html: false, pieceMax: 5000 },
    // Pictures and films are shown, whatever else becomes a link to it.
    attachments: { perMessage: 10, maxBytes: 25 * MB, types: ANY_TYPE },
    can: { replyTo: true, typing: true, subject: false, template: false },
    optOut: "block",
    reports: { delivered: false, read: false },
    idempotentSend: true,
    offered: true,
  },
  viber: {
    name: "Viber",
    visibility: ["private"],
    // A message of Viber has at most 7000 characters, and at most 30 kB as JSON; a longer one leaves in up to three.
    text: { max: 3 * 7000, unit: "utf16", html: false, pieceMax: 7000 },
    attachments: { perMessage: 10, maxBytes: 25 * MB, types: ANY_TYPE },
    can: { replyTo: false, typing: false, subject: false, template: false },
    optOut: "block",
    reports: { delivered: true, read: true },
    idempotentSend: false,
    offered: true,
  },
  wechat: {
    name: "WeChat",
    visibility: ["private"],
    // A message of WeChat has at most 2048 bytes; a longer one leaves in up to three.
    text: { max: 3 * 2048, unit: "bytes", html: false, pieceMax: 2048 },
    // WeChat takes five messages after each of the contact's: a text and four files. What it cannot show becomes a link.
    attachments: { perMessage: 4, maxBytes: 25 * MB, types: ANY_TYPE },
    can: { replyTo: false, typing: true, subject: false, template: true },
    listsTemplates: true,
    reports: { delivered: false, read: false },
    idempotentSend: false,
    replyWindowHours: 48,
    offered: true,
    toldByHand: true,
  },
  api: {
    name: "API",
    visibility: ["private", "public"],
    text: { max: 10_000, unit: "characters", html: false },
    attachments: { perMessage: 10, maxBytes: 25 * MB, types: ANY_TYPE },
    can: { replyTo: true, typing: false, subject: false, template: true },
    starts: { address: "id" },
    reports: { delivered: true, read: true },
    idempotentSend: true,
    offered: true,
    toldByHand: true,
  },
  loopback: {
    name: "Loopback",
    visibility: ["private"],
    text: { max: 1000, unit: "characters", html: false },
    attachments: { perMessage: 0, maxBytes: 0, types: [] },
    can: { replyTo: false, typing: false, subject: false, template: false },
    reports: { delivered: false, read: false },
    idempotentSend: true,
    offered: false,
  },
};
