import type { EmailSettings } from "@guichet/contract";
import type { ChannelForConnector, InboundItem, InboundParty, Parsed, RawDelivery } from "../../connector.ts";
import { firstHeader, type MailHeaders } from "../mime/header-block.ts";
import { type MailStructure, readStructure } from "../mime/structure.ts";
import { threadingKeys } from "../settings.ts";
import { type Keys, readMessageId as readOurId } from "../threading/keyed-marks.ts";
import { type Proof, readProof } from "../threading/read-proof.ts";
import { readAutomatic } from "./automatic.ts";
import { readBounce, toReportItem } from "./bounce.ts";
import { readKeys, readMessageId } from "./dedupe-key.ts";
import { originalMail, toMediaRefs } from "./files.ts";
import { fitContext, readContext, readIds, readSubject } from "./mail-context.ts";
import { readMailDate } from "./mail-date.ts";
import { omittedNote } from "./omitted.ts";
import { readBody } from "./read-body.ts";
import { readRecipients } from "./recipients.ts";
import { isOwn, readSender, type Sender } from "./sender.ts";
import { splitQuoted } from "./split-quoted.ts";

type MessageItem = Extract<InboundItem, { type: "message" }>;

/**
 * Reads one mail. Total: whatever the bytes are, they become one visible message, or what a report tells about a message of
 * ours; only reports about somebody else's mail are left out, and listed.
 */
export function parseMail(delivery: RawDelivery, channels: readonly ChannelForConnector<EmailSettings>[]): Parsed {
  const channel =
    channels.find(({ externalId }) => externalId === delivery.headers["x-guichet-channel"]) ?? channels[0];
  if (channel === undefined) return { items: [], problems: [{ path: "", reason: "This mailbox serves no channel." }] };
  const mail = readStructure(delivery.body);
  const reading = readMail(mail, delivery, channel);
  const bounce = readBounce(mail, reading.sender.from, reading.keys);
  switch (bounce.type) {
    case "backscatter":
      return { items: [], problems: [{ path: "", reason: bounce.reason }] };
    case "report":
      return { items: [toReportItem(bounce.messageId, bounce.report, reading.base)], problems: [] };
    case "none":
      return { items: [toMessage(mail, delivery, reading)], problems: [] };
  }
}

/** Whose mailbox the mail lay in: whoever fetched it says so. */
export function mailboxOf(
  { headers }: RawDelivery,
  channels: readonly ChannelForConnector<EmailSettings>[],
): ChannelForConnector<EmailSettings> | undefined {
  return channels.find(({ externalId }) => externalId === headers["x-guichet-channel"]) ?? channels[0];
}

type Reading = {
  readonly sender: Sender;
  readonly own: readonly string[];
  readonly keys: Keys;
  readonly mailKeys: ReturnType<typeof readKeys>;
  readonly base: Pick<InboundItem, "channelExternalId" | "occurredAt" | "party">;
};

function readMail(mail: MailStructure, delivery: RawDelivery, channel: ChannelForConnector<EmailSettings>): Reading {
  const { headers } = mail.root;
  const own = [channel.settings.address];
  const mailKeys = readKeys(mail, delivery.receivedAt);
  const sender = readSender(headers, own, mailKeys.hash);
  const base = {
    channelExternalId: channel.externalId,
    occurredAt: readMailDate(firstHeader(headers, "date"), delivery.receivedAt),
    party: toParty(sender),
  };
  return { sender, own, keys: threadingKeys(channel), mailKeys, base };
}

function toParty({ externalId, address, name }: Sender): InboundParty {
  return {
    externalId,
    ...(name === "" ? {} : { displayName: name }),
    ...(address === undefined ? {} : { handle: address }),
  };
}

function toMessage(mail: MailStructure, delivery: RawDelivery, reading: Reading): MessageItem {
  const { sender, own, base, mailKeys } = reading;
  const { headers } = mail.root;
  const body = readShownBody(mail, delivery);
  const subject = readSubject(headers);
  const found = findProof(headers, reading);
  const isOurselves = isOwn(sender.externalId, own);
  const { visible, quoted } = splitQuoted(body.text);
  const quotedAt = quoted === "" ? undefined : visible.length;
  const answersUsBare = found?.citedId !== undefined && quotedAt === undefined && !/^\s{0,3}>/m.test(body.text);
  const automatic = readAutomatic(headers, sender.from, answersUsBare) ?? (isOurselves ? "own_address" : undefined);
  const message: MessageItem = {
    ...base,
    party: found?.proof.participant === true ? { ...base.party, verified: true } : base.party,
    type: "message",
    externalId: mailKeys.externalId,
    direction: "in",
    text: body.text,
    ...(body.html === undefined ? {} : { html: body.html }),
    ...(subject === undefined ? {} : { subject }),
    media: body.media,
    visibility: "private",
    automatic: automatic !== undefined,
    context: toContext(mail, quotedAt, found?.proof, automatic),
    ...(found?.citedId === undefined ? {} : { replyToExternalId: found.citedId }),
  };
  return isOwn(sender.from, own) ? echoOr(message, mail, reading) : message;
}

/** The recipient's address first, then what the mail answers to; a form's mail is judged by the person it names. */
function findProof(headers: MailHeaders, { sender, keys }: Reading): ReturnType<typeof readProof> {
  const cited = [...readIds(headers, "in-reply-to"), ...readIds(headers, "references").reverse()];
  return sender.address === undefined ? undefined : readProof(keys, sender.address, readRecipients(headers), cited);
}

function toContext(
  mail: MailStructure,
  quotedAt: number | undefined,
  proof: Proof | undefined,
  automatic: string | undefined,
) {
  return fitContext({
    ...readContext(mail.root.headers, readMessageId(mail)),
    ...(quotedAt === undefined ? {} : { quotedAt }),
    ...(proof === undefined ? {} : { proof }),
    ...(automatic === undefined ? {} : { automatic }),
  });
}

type ShownBody = Pick<MessageItem, "text" | "media"> & { readonly html: string | undefined };

function readShownBody(mail: MailStructure, delivery: RawDelivery): ShownBody {
  const note = omittedNote(delivery.headers);
  if (note !== undefined) return { text: note, html: undefined, media: [] };
  const { text, html, files, isCut } = readBody(mail);
  const media = toMediaRefs(files, isCut);
  // An empty mail is still a mail; somebody must be able to look at it.
  const isEmpty = text === "" && media.length === 0;
  return { text, html: html === "" ? undefined : html, media: isEmpty ? [originalMail] : media };
}

/** Our own mail came back, by a forwarding or a copy to ourselves: it settles its send and is no news. */
function echoOr(message: MessageItem, mail: MailStructure, { keys, own }: Reading): MessageItem {
  const externalId = readMessageId(mail);
  const ours = externalId === undefined ? undefined : readOurId(keys, externalId);
  if (externalId === undefined || ours === undefined) return message;
  const to = readRecipients(mail.root.headers).find((address) => !isOwn(address, own)) ?? message.party.externalId;
  const { replyToExternalId: _cited, ...rest } = message;
  return { ...rest, direction: "echo", externalId, clientRef: ours.messageId, party: { externalId: to } };
}
