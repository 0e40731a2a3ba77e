import type { EmailSettings } from "@guichet/contract";
import type { ChannelForConnector, ConnectorContext, OutboundMessage, SendError, SendResult } from "../../connector.ts";
import { addressOf, isOwn } from "../reading/sender.ts";
import type { MailTimings } from "../servers/timings.ts";
import { type ComposedMail, composeMail } from "./compose.ts";
import { isMailAddress } from "./header-text.ts";
import { copyToSentFolder, isInSentFolder } from "./sent-folder.ts";
import { handOver, talkSmtp } from "./smtp-dialogue.ts";

type Channel = ChannelForConnector<EmailSettings>;

/** Sends one message as a mail. Its Message-ID stays the same over all attempts, so that it can be found again. */
export async function sendMail(
  message: OutboundMessage,
  channel: Channel,
  ctx: ConnectorContext,
  timings: MailTimings,
): Promise<SendResult> {
  const refusal = refuseRecipient(message, channel);
  if (refusal !== undefined) return { ok: false, error: refusal };
  const mail = composeMail(message, channel, ctx.now());
  if (mail === undefined) return { ok: false, error: noKey };
  const handed = await talkSmtp(channel, ctx, timings, (connection, enter) =>
    mail.open().then((bytes) => handOver(bytes, mail)(connection, enter)),
  );
  if (!handed.ok) return handed;
  await copyToSentFolder(mail, channel, ctx, timings);
  return sent(mail);
}

/** An uncertain mail that lies in the Sent folder was sent; one that does not proves nothing. */
export async function settleMail(
  message: OutboundMessage,
  channel: Channel,
  ctx: ConnectorContext,
  timings: MailTimings,
): Promise<SendResult | undefined> {
  const mail = composeMail(message, channel, ctx.now());
  if (mail === undefined) return undefined;
  const isThere = await isInSentFolder(mail.messageId, channel, ctx, timings);
  return isThere === true ? sent(mail) : undefined;
}

function sent({ messageId }: ComposedMail): SendResult {
  return { ok: true, externalId: messageId, context: { messageId } };
}

const noKey: SendError = { kind: "permission", code: "no_key", message: "The channel has no key for its Message-IDs." };

/** A mail to ourselves would come back as a message, and so on for ever (I18). */
function refuseRecipient(message: OutboundMessage, channel: Channel): SendError | undefined {
  const to = addressOf(message.to.externalId);
  if (!isMailAddress(to)) {
    return { kind: "recipient_unavailable", code: "no_address", message: "There is no address to reply to." };
  }
  if (!isOwn(to, [channel.settings.address])) return undefined;
  return { kind: "policy", code: "own_address", message: "This is the channel's own address." };
}
