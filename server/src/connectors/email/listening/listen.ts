import type { EmailSettings } from "@guichet/contract";
import type { ImapFlow, MailboxObject } from "imapflow";
import { backoffMs } from "../../../lib/backoff.ts";
import type { AcceptDelivery, ChannelForConnector, ConnectorContext, Health } from "../../connector.ts";
import { connectImap, textOf, toServerError } from "../servers/connect-imap.ts";
import { type MailFailure, MailServerError, noMailbox, notStored } from "../servers/mail-failure.ts";
import type { MailTimings } from "../servers/timings.ts";
import { loadCursor, placeCursor, saveCursor } from "./cursor.ts";
import { readMailbox } from "./read-mailbox.ts";
import { watchForNews } from "./wait-for-news.ts";
import { within } from "./within.ts";

type Listening = {
  readonly channel: ChannelForConnector<EmailSettings>;
  readonly accept: AcceptDelivery;
  readonly report: (health: Health) => void;
  readonly ctx: ConnectorContext;
  readonly timings: MailTimings;
  /** Mails the server failed to hand out, over all connections. */
  readonly refusals: Map<number, number>;
};

/** Keeps one connection to the mailbox until `ctx.signal` aborts; a lost one is made anew, later and later while it fails. */
export async function listenToMailbox(
  channel: ChannelForConnector<EmailSettings>,
  accept: AcceptDelivery,
  report: (health: Health) => void,
  ctx: ConnectorContext,
  timings: MailTimings,
): Promise<void> {
  const store: ConnectorContext["store"] = {
    get: (key) => storing(ctx.store.get(key)),
    set: (key, value) => storing(ctx.store.set(key, value)),
  };
  const listening: Listening = {
    channel,
    accept: (found) => storing(accept(found)),
    report,
    ctx: { ...ctx, store },
    timings,
    refusals: new Map(),
  };
  let failures = 0;
  while (!ctx.signal.aborted) {
    const failure = await holdConnection(listening, () => {
      failures = 0;
    });
    if (ctx.signal.aborted) return;
    failures += 1;
    tell(listening, failure, failures);
    await pause(waitAfter(failure, failures, timings), ctx.signal);
  }
}

/** Lives as long as the connection; returns why it ended. */
async function holdConnection(listening: Listening, onHealthy: () => void): Promise<MailFailure> {
  let client: ImapFlow | undefined;
  try {
    client = await connectImap(listening.channel, listening.ctx, listening.timings);
    return await readForEver(listening, client, onHealthy);
  } catch (error) {
    return toServerError(error).failure;
  } finally {
    client?.close();
  }
}

async function readForEver(listening: Listening, client: ImapFlow, onHealthy: () => void): Promise<never> {
  const { channel, accept, report, ctx, timings, refusals } = listening;
  const news = watchForNews(client);
  // Read-only: nothing we do can change a flag.
  const mailbox = await openMailbox(client, channel.settings.imap.mailbox, timings);
  const { path, uidValidity, uidNext } = mailbox;
  let cursor = placeCursor(await loadCursor(ctx.store, ctx.now()), { path, uidValidity, uidNext }, ctx.now());
  await saveCursor(ctx.store, cursor);
  for (let isFirst = true; ; isFirst = false) {
    cursor = await readMailbox({ client, uidValidity, uidNext, accept, ctx, refusals, timings }, cursor);
    if (isFirst) report({ state: "ok", checks: [{ name: "imap", ok: true }] });
    onHealthy();
    await news.wait(client.capabilities.has("IDLE") ? timings.poll : timings.pollWithoutIdle);
  }
}

async function openMailbox(client: ImapFlow, path: string, timings: MailTimings): Promise<MailboxObject> {
  try {
    return await within(client.mailboxOpen(path, { readOnly: true }), client, timings.command);
  } catch (error) {
    // A refusal; a lost connection says nothing about the mailbox.
    throw textOf(error, "responseStatus") === "NO" ? new MailServerError(noMailbox, { cause: error }) : error;
  }
}

/** What could not be stored is no fault of the mail server. */
async function storing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new MailServerError(notStored, { cause: error });
  }
}

/** One cut is everyday; only when it cannot be mended at once, or a person is needed, the channel is unwell. */
function tell({ report, ctx }: Listening, failure: MailFailure, failures: number): void {
  ctx.log("warn", "The mailbox is not connected.", { code: failure.code, failures });
  const checks = [{ name: "imap", ok: false, detail: failure.detail }];
  if (failure.kind !== "later") report({ state: "needs_reconnection", checks });
  else if (failures > 1) report({ state: "degraded", checks });
}

function waitAfter(failure: MailFailure, failures: number, timings: MailTimings): number {
  const isPersonNeeded = failure.kind !== "later";
  const baseMs = isPersonNeeded ? timings.retrySignIn : timings.retry;
  return backoffMs(failures, { baseMs, capMs: isPersonNeeded ? 15 * 60_000 : 60_000 });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener("abort", end, { once: true });
  });
}
