import { Readable } from "node:stream";
import type { EmailSettings } from "@guichet/contract";
import { z } from "zod";
import { cleanText } from "../../../lib/clean-text.ts";
import type { ChannelForConnector, OutboundFile, OutboundMessage } from "../../connector.ts";
import { capReferences } from "../reading/mail-context.ts";
import { addressOf } from "../reading/sender.ts";
import { threadingKeys } from "../settings.ts";
import { makeMessageId, makeReplyAddress, splitAddress } from "../threading/keyed-marks.ts";
import { headerText, replySubject } from "./header-text.ts";

export type ComposedMail = {
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  /** Bytes it has at least: its files as base64. */
  readonly leastSize: number;
  /** A fresh reading of the mail's bytes; files are opened when they are reached. */
  open(): Promise<Readable>;
};

type Channel = ChannelForConnector<EmailSettings>;

/** The mail of one message; the same Message-ID for every attempt. Undefined when the channel has no key to sign it with. */
export function composeMail(message: OutboundMessage, channel: Channel, now: number): ComposedMail | undefined {
  const keys = threadingKeys(channel);
  const { address } = channel.settings;
  const to = addressOf(message.to.externalId);
  const messageId = makeMessageId(keys, message.clientRef, to, splitAddress(address).domain);
  if (messageId === undefined) return undefined;
  const replyTo = channel.settings.plusAddressing
    ? makeReplyAddress(keys, address, message.conversationId, to)
    : undefined;
  const name = headerText(channel.settings.senderName || channel.name, 100);
  const options = {
    from: { name, address },
    to: { name: headerText(message.to.displayName, 100), address: to },
    ...(replyTo === undefined ? {} : { replyTo: { name, address: replyTo } }),
    ...toThread(message, name),
    messageId,
    date: new Date(now),
    headers: message.automatic ? { "Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All" } : {},
    text: cleanText(message.text),
    html: toHtml(cleanText(message.text)),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  const open = async () => {
    // Read with the first mail, not at start.
    const { default: MailComposer } = await import("nodemailer/lib/mail-composer");
    const attachments = message.files.map(toAttachment);
    return new MailComposer({ ...options, attachments }).compile().createReadStream();
  };
  const leastSize = message.text.length + Math.floor(message.files.reduce((sum, { size }) => sum + size, 0) * (4 / 3));
  return { messageId, from: address, to, leastSize, open };
}

/** What `parse` kept beside the contact's mail. */
const answered = z.object({
  messageId: z.string().max(1000).optional().catch(undefined),
  references: z.array(z.string().max(1000)).optional().catch(undefined),
  subject: z.string().optional().catch(undefined),
});

/** RFC 5322 3.6.4: References are those of the mail that is answered, and that mail. */
function toThread(
  message: OutboundMessage,
  senderName: string,
): { subject: string; inReplyTo?: string; references?: string[] } {
  const context = message.replyTo?.context ?? message.lastInbound?.context;
  const known = answered.parse(context ?? {});
  const subject = message.subject ?? known.subject ?? "";
  // A mail without a subject looks like rubbish to filters and people alike.
  if (context === undefined) return { subject: headerText(subject) || senderName };
  const id = toId(known.messageId);
  if (id === undefined) return { subject: replySubject(subject) };
  const earlier = (known.references ?? []).flatMap((reference) => toId(reference) ?? []);
  const references = capReferences([...earlier.filter((each) => each !== id), id]);
  return { subject: replySubject(subject), inReplyTo: id, references };
}

/** A foreign id goes back into our headers only when it is one. */
function toId(value: string | undefined): string | undefined {
  const found = /^<([^<>\s\p{Cc}]+)>$/u.exec(value ?? "");
  return found === null ? undefined : found[0];
}

/** The plain text with its line breaks, for programs that show HTML only. */
function toHtml(text: string): string {
  const escaped = text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
  const linked = escaped.replace(/https?:\/\/[^\s<]+[^\s<.,;:!?)\]]/g, (url) => `<a href="${url}">${url}</a>`);
  return `<div>${linked.replaceAll("\n", "<br>\n")}</div>`;
}

function toAttachment(file: OutboundFile) {
  return {
    filename: headerText(file.name.replace(/[/\\]/g, "_"), 200) || "file",
    contentType: /^[\w.+-]+\/[\w.+-]+$/.test(file.type) ? file.type : "application/octet-stream",
    content: Readable.from(readFile(file)),
  };
}

async function* readFile(file: OutboundFile): AsyncGenerator<string | Buffer> {
  for await (const chunk of await file.open()) yield chunk;
}
