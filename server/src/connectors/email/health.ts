import type { EmailSettings } from "@guichet/contract";
import type { ChannelForConnector, ConnectorContext, Health } from "../connector.ts";
import { talkSmtp } from "./sending/smtp-dialogue.ts";
import { connectImap, toServerError } from "./servers/connect-imap.ts";
import type { MailTimings } from "./servers/timings.ts";

type Channel = ChannelForConnector<EmailSettings>;
type Check = Health["checks"][number] & { readonly needsPerson?: boolean };

/** Signs in at both servers and opens the mailbox. */
export async function checkHealth(channel: Channel, ctx: ConnectorContext, timings: MailTimings): Promise<Health> {
  const checks = await Promise.all([checkImap(channel, ctx, timings), checkSmtp(channel, ctx, timings)]);
  const isPersonNeeded = checks.some((check) => check.needsPerson);
  const state = checks.every(({ ok }) => ok) ? "ok" : isPersonNeeded ? "needs_reconnection" : "degraded";
  return { state, checks: checks.map(({ needsPerson: _told, ...check }) => check) };
}

async function checkImap(channel: Channel, ctx: ConnectorContext, timings: MailTimings): Promise<Check> {
  try {
    const client = await connectImap(channel, ctx, timings);
    try {
      await client.mailboxOpen(channel.settings.imap.mailbox, { readOnly: true });
      return { name: "imap", ok: true };
    } catch {
      return { name: "imap", ok: false, detail: "The mailbox could not be opened.", needsPerson: true };
    } finally {
      client.close();
    }
  } catch (error) {
    const { kind, detail } = toServerError(error).failure;
    return { name: "imap", ok: false, detail, needsPerson: kind !== "later" };
  }
}

async function checkSmtp(channel: Channel, ctx: ConnectorContext, timings: MailTimings): Promise<Check> {
  const talked = await talkSmtp(channel, ctx, timings, () => Promise.resolve());
  if (talked.ok) return { name: "smtp", ok: true };
  const { kind, message } = talked.error;
  return { name: "smtp", ok: false, detail: message, needsPerson: kind === "auth_expired" || kind === "permission" };
}
