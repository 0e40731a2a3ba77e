import { z } from "zod";
import type { ConnectorContext } from "../../connector.ts";

const key = "imap-cursor";

const cursor = z.object({
  mailbox: z.string(),
  uidValidity: z.string(),
  /** Every mail up to this one is durable with us, or was there before the channel. */
  lastUid: z.number().int().min(0),
  /** When the channel was first connected, epoch milliseconds: older mail is not imported. */
  since: z.number(),
  /** The server gave its mails new numbers: what came since `since` is gone through once more. */
  isRescanning: z.boolean().default(false),
});
export type Cursor = z.infer<typeof cursor>;

export type Mailbox = { readonly path: string; readonly uidValidity: bigint; readonly uidNext: number };

/** Undefined at the very first connection. A value nobody can read is as good as a mailbox with new numbers. */
export async function loadCursor(store: ConnectorContext["store"], now: number): Promise<Cursor | undefined> {
  const text = await store.get(key);
  if (text === null) return undefined;
  try {
    return cursor.parse(JSON.parse(text));
  } catch {
    return { mailbox: "", uidValidity: "", lastUid: 0, since: now - 30 * 86_400_000, isRescanning: true };
  }
}

export async function saveCursor(store: ConnectorContext["store"], value: Cursor): Promise<void> {
  await store.set(key, JSON.stringify(value));
}

/** Where to go on in the mailbox as the server shows it now. Pure. */
export function placeCursor(known: Cursor | undefined, mailbox: Mailbox, now: number): Cursor {
  const here = { mailbox: mailbox.path, uidValidity: String(mailbox.uidValidity) };
  if (known === undefined) return { ...here, lastUid: mailbox.uidNext - 1, since: now, isRescanning: false };
  if (known.mailbox === here.mailbox && known.uidValidity === here.uidValidity) return known;
  return { ...here, lastUid: 0, since: known.since, isRescanning: true };
}
