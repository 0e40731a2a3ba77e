import type { EmailSettings } from "@guichet/contract";
import type { ImapFlow } from "imapflow";
import type { ChannelForConnector, ConnectorContext } from "../../connector.ts";
import { connectImap } from "../servers/connect-imap.ts";
import type { MailTimings } from "../servers/timings.ts";
import type { ComposedMail } from "./compose.ts";

type Channel = ChannelForConnector<EmailSettings>;
type Context = Pick<ConnectorContext, "outbound" | "signal">;

/** Larger mails are not copied: a copy is a courtesy, and it is held in memory. */
const maxCopyBytes = 10 * 1024 * 1024;

/** After a failure the next sends do not wait for a folder that is not there. */
const pauseMs = 5 * 60_000;
const pausedUntil = new Map<string, number>();

/** Is the mail in the account's Sent folder? Undefined when there is no such folder or it cannot be asked. */
export async function isInSentFolder(
  messageId: string,
  channel: Channel,
  ctx: Context,
  timings: MailTimings,
): Promise<boolean | undefined> {
  return withSentFolder(channel, ctx, timings, (client) => holds(client, messageId));
}

/** Puts a copy of a sent mail into the Sent folder, unless the server did so itself. Best effort: it never fails a send. */
export async function copyToSentFolder(
  mail: ComposedMail,
  channel: Channel,
  ctx: Context,
  timings: MailTimings,
): Promise<void> {
  if (mail.leastSize > maxCopyBytes || Date.now() < (pausedUntil.get(channel.id) ?? 0)) return;
  const copied = await withSentFolder(channel, ctx, timings, async (client, path) => {
    if (await holds(client, mail.messageId)) return true;
    const chunks: Buffer[] = [];
    for await (const chunk of await mail.open()) chunks.push(Buffer.from(chunk));
    await client.append(path, Buffer.concat(chunks), ["\\Seen"]);
    return true;
  });
  if (copied === undefined) pausedUntil.set(channel.id, Date.now() + pauseMs);
  else pausedUntil.delete(channel.id);
}

async function holds(client: ImapFlow, messageId: string): Promise<boolean> {
  const found = await client.search({ header: { "message-id": messageId } }, { uid: true });
  if (!Array.isArray(found)) throw new Error("The server refused the search.");
  return found.length > 0;
}

/** Undefined also when it took too long or anything failed: whoever asks then simply does not know. */
async function withSentFolder(
  channel: Channel,
  ctx: Context,
  timings: MailTimings,
  work: (client: ImapFlow, path: string) => Promise<boolean>,
): Promise<boolean | undefined> {
  const signal = AbortSignal.any([ctx.signal, AbortSignal.timeout(timings.sentFolder)]);
  let client: ImapFlow | undefined;
  try {
    client = await connectImap(channel, { outbound: ctx.outbound, signal }, timings);
    const folder = (await client.list()).find(({ specialUse }) => specialUse === "\\Sent");
    if (folder === undefined) return undefined;
    await client.mailboxOpen(folder.path, { readOnly: true });
    return await work(client, folder.path);
  } catch {
    return undefined;
  } finally {
    client?.close();
  }
}
