import { Readable } from "node:stream";
import type { ChannelId, OrganizationId } from "@guichet/contract";
import { claimMedia, type MediaJob, recordAttachment } from "../conversations/index.ts";
import { type FileStore, normalizeFileName } from "../files/index.ts";
import { backoffMs } from "../lib/backoff.ts";
import { failpoint } from "../lib/failpoint.ts";
import type { ChannelForConnector, MediaRef, SendError } from "./connector.ts";
import { type ConnectorCtxDeps, createConnectorCtx } from "./connector-ctx.ts";
import type { Connectors } from "./connectors.ts";
import { findDelivery } from "./deliveries.sql.ts";

export type MediaDeps = ConnectorCtxDeps & {
  readonly connectors: Connectors;
  readonly files: FileStore;
  readonly channel: (organizationId: OrganizationId, channelId: ChannelId) => Promise<ChannelForConnector | undefined>;
  readonly wake: () => void;
};

const LOOK_MS = 1000;
const MOST_BYTES = 100 * 1024 * 1024;
/** So often a platform may refuse a file. */
const MOST_REFUSALS = 10;
/** So often it is begun: it may be what ends each process that fetches it. */
const MOST_TRIES = 40;
const MOST_AT_ONCE = 24;
const MOST_OF_A_CHANNEL = 2;

/**
 * Attachments are their own work (I8): the message stands already; its files come, or are shown as failed with a reason. A
 * channel has few places of its own and rests when its platform asks for that, so that it never delays another (I9).
 */
export function startMediaFetcher(deps: MediaDeps): { nudge(): void; stop(): Promise<void> } {
  const stopping = new AbortController();
  const active = new Map<Promise<void>, ChannelId>();
  const resting = new Map<ChannelId, number>();
  let looking: Promise<void> | undefined;
  let again = false;

  async function look(): Promise<void> {
    do {
      again = false;
      while (active.size < MOST_AT_ONCE && !stopping.signal.aborted) {
        const job = await claimMedia(deps.database, busyChannels());
        if (job === undefined) break;
        start(job);
      }
    } while (again && !stopping.signal.aborted);
  }

  function start(job: MediaJob): void {
    const work = fetchOne(deps, job, stopping.signal)
      .then((error) => {
        if (error?.kind === "rate_limited") resting.set(job.channel_id, deps.now().getTime() + restOf(job, error));
        deps.wake();
      })
      .catch((error: unknown) => deps.log.error("an attachment could not be fetched, tried again soon", {}, error))
      .finally(() => {
        active.delete(work);
        nudge();
      });
    active.set(work, job.channel_id);
  }

  function busyChannels(): ChannelId[] {
    const now = deps.now().getTime();
    for (const [channel, until] of resting) if (until <= now) resting.delete(channel);
    const places = Map.groupBy(active.values(), (channel) => channel);
    const full = [...places].filter(([, taken]) => taken.length >= MOST_OF_A_CHANNEL).map(([channel]) => channel);
    return [...full, ...resting.keys()];
  }

  function nudge(): void {
    again = true;
    if (stopping.signal.aborted || looking !== undefined) return;
    looking = look()
      .catch((error: unknown) => deps.log.error("attachments could not be looked for, tried again soon", {}, error))
      .finally(() => {
        looking = undefined;
      });
  }
  const timer = setInterval(nudge, LOOK_MS);
  return {
    nudge,
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await looking;
      await Promise.allSettled(active.keys());
    },
  };
}

/** Milliseconds until a file, or after a limit its whole channel, is asked for again. */
function restOf(job: MediaJob, error: SendError): number {
  return error.retryAfterMs ?? backoffMs(refusalsOf(job), { baseMs: 2000, capMs: 3_600_000, random: Math.random });
}

/** With this one. A worker that died was no refusal. */
function refusalsOf({ source }: MediaJob): number {
  return (source.refused ?? 0) + 1;
}

/** Answers what the platform said when it did not come. */
async function fetchOne(deps: MediaDeps, job: MediaJob, stopping: AbortSignal): Promise<SendError | undefined> {
  await failpoint("media.before_fetch");
  const fetched = await fetchFile(deps, job, stopping).catch((error: unknown): { error: SendError } => ({
    error: { kind: "retryable", code: "", message: error instanceof Error ? error.name : "error" },
  }));
  if ("error" in fetched) {
    const passing = fetched.error.kind === "retryable" || fetched.error.kind === "rate_limited";
    // Our own stop is nobody's failure.
    const refused = stopping.aborted ? refusalsOf(job) - 1 : refusalsOf(job);
    const isEnough = refused >= MOST_REFUSALS || job.attempts >= MOST_TRIES;
    const final = !stopping.aborted && (isEnough || !passing || isExpired(deps, job));
    await recordAttachment(deps.database, job, {
      failed: fetched.error.message,
      refused,
      nextAttemptAt: final ? null : new Date(deps.now().getTime() + restOf(job, fetched.error)),
      now: deps.now(),
    });
    return fetched.error;
  }
  await failpoint("media.after_file_written");
  const kept = await recordAttachment(deps.database, job, { ...fetched, now: deps.now() });
  // Of a contact who was deleted meanwhile nothing waits for a sweep (W126).
  if (!kept) await deps.files.remove(fetched.file);
  await failpoint("media.after_row");
  return undefined;
}

function isExpired(deps: MediaDeps, job: MediaJob): boolean {
  return job.source.expiresAt !== undefined && job.source.expiresAt < deps.now().getTime();
}

type Fetched = { file: string; size: number; type: string; inline: boolean; name: string } | { error: SendError };

async function fetchFile(deps: MediaDeps, job: MediaJob, stopping: AbortSignal): Promise<Fetched> {
  const channel = await deps.channel(job.organization_id, job.channel_id);
  const connector = channel === undefined ? undefined : deps.connectors.get(channel.platform);
  const delivery = await deps.database.withClient(job.organization_id, (client) =>
    findDelivery(client, job.organization_id, job.source.deliveryId),
  );
  if (channel === undefined || connector?.fetchMedia === undefined || delivery === undefined)
    return { error: gone("the source of the file is gone") };
  const ref: MediaRef = {
    kind: job.kind,
    ref: job.source.ref,
    name: job.name,
    type: job.type,
    ...(job.source.expiresAt === undefined ? {} : { expiresAt: job.source.expiresAt }),
  };
  const raw = {
    id: delivery.id,
    path: delivery.path,
    headers: delivery.headers,
    body: delivery.body,
    receivedAt: delivery.receivedAt.getTime(),
  };
  const media = await connector.fetchMedia(
    ref,
    channel,
    raw,
    createConnectorCtx(deps, channel, AbortSignal.any([AbortSignal.timeout(120_000), stopping])),
  );
  if (!media.ok) return { error: media.error };
  if (!("stream" in media)) return { error: gone("nothing to fetch") };
  const stored = await deps.files.put(Readable.from(media.stream), { maxBytes: MOST_BYTES });
  if (!stored.ok) return { error: { kind: "too_large", code: "", message: "larger than 100 MB" } };
  return {
    file: stored.key,
    size: stored.size,
    type: stored.type.mime,
    inline: stored.type.inline,
    name: normalizeFileName(media.name ?? job.name),
  };
}

function gone(message: string): SendError {
  return { kind: "invalid_content", code: "", message };
}
