import type { ImapFlow, SearchObject } from "imapflow";
import { failpoint } from "../../../lib/failpoint.ts";
import type { AcceptDelivery, ConnectorContext } from "../../connector.ts";
import { textOf } from "../servers/connect-imap.ts";
import type { MailTimings } from "../servers/timings.ts";
import { type Cursor, saveCursor } from "./cursor.ts";
import { type FoundMail, fetchMail, fetchRemains } from "./fetch-mail.ts";
import { within } from "./within.ts";

/** A mail that came in the minutes around the first connection is imported rather than lost to a wrong clock. */
const clockMargin = 5 * 60_000;
/** How often the server may fail to hand out one mail before its place is taken by a note. */
const maxRefusals = 4;

export type Reading = {
  readonly client: ImapFlow;
  readonly uidValidity: bigint;
  /** The next number when the mailbox was opened. */
  readonly uidNext: number;
  readonly accept: AcceptDelivery;
  readonly ctx: Pick<ConnectorContext, "store" | "now" | "log">;
  /** Number → how often the server failed to hand it out; outlives the connection. */
  readonly refusals: Map<number, number>;
  readonly timings: Pick<MailTimings, "command">;
};

/**
 * Hands over everything behind the cursor, one mail after the other. The cursor moves on only when a mail is durable with us,
 * so a cut at any point loses nothing; what is fetched twice has the same key. Returns the cursor behind the last one.
 */
export async function readMailbox(reading: Reading, from: Cursor): Promise<Cursor> {
  let cursor = from;
  for (const uid of await findNew(reading, cursor)) {
    const found = await fetchPatiently(reading, uid);
    if (found !== undefined && !isTooOld(found, cursor)) {
      await failpoint("email.after_fetch");
      await reading.accept(found);
      await failpoint("email.after_commit");
    }
    cursor = { ...cursor, lastUid: uid };
    await saveCursor(reading.ctx.store, cursor);
  }
  if (!cursor.isRescanning) return cursor;
  // The search left out what is older; what came since the mailbox was opened is still to be found.
  cursor = { ...cursor, lastUid: Math.max(cursor.lastUid, reading.uidNext - 1), isRescanning: false };
  await saveCursor(reading.ctx.store, cursor);
  return cursor;
}

/** `n:*` always gives the last mail, also when its number is smaller than n. */
async function findNew({ client, timings }: Reading, { lastUid, isRescanning, since }: Cursor): Promise<number[]> {
  const query: SearchObject = { uid: `${lastUid + 1}:*` };
  // SINCE knows days only, in the server's time zone.
  if (isRescanning) query.since = new Date(since - 2 * 86_400_000);
  const found = await within(client.search(query, { uid: true }), client, timings.command);
  if (!Array.isArray(found)) throw new Error("The server refused the search.");
  return found.filter((uid) => uid > lastUid).sort((a, b) => a - b);
}

function isTooOld(found: FoundMail, { isRescanning, since }: Cursor): boolean {
  return isRescanning && (found.receivedAt ?? since) < since - clockMargin;
}

/** A mail the server cannot hand out must not hold up those behind it for ever, nor vanish. */
async function fetchPatiently(reading: Reading, uid: number): Promise<FoundMail | undefined> {
  const { client, uidValidity, refusals, ctx, timings } = reading;
  const refused = refusals.get(uid) ?? 0;
  if (refused >= maxRefusals) {
    ctx.log("warn", "The mail server does not hand out a mail; its place is taken by a note.", { uid });
    return within(fetchRemains(client, uid, uidValidity, ctx.now()), client, timings.command);
  }
  try {
    return await within(fetchMail(client, uid, ctx.now()), client, timings.command);
  } catch (error) {
    if (isServersFault(error)) refusals.set(uid, refused + 1);
    throw error;
  }
}

/** A refusal or an answer nobody can read; a lost connection says nothing about the mail. */
function isServersFault(error: unknown): boolean {
  const code = textOf(error, "code");
  if (/^(ParserError|LineTooLarge|LiteralTooLarge|ResponseTooLarge|TooManyTokens|MAX_IMAP_NESTING)/.test(code))
    return true;
  const status = textOf(error, "responseStatus");
  return status === "NO" || status === "BAD" || (error instanceof Error && /^The server left out/.test(error.message));
}
