import { Readable } from "node:stream";
import type { ChannelId, OrganizationId } from "@guichet/contract";
import { claimMedia, type MediaJob, recordAttachment } from "../conversations/index.ts";
import { type FileStore, normalizeFileName } from "../files/index.ts";
import { failpoint } from "../lib/failpoint.ts";
import { isDiskFull } from "../lib/is-disk-full.ts";
import { afterFetch, endsProcesses, type FetchTrouble, restOf } from "./after-fetch.ts";
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

/** Answers what the platform said when it did not come. */
async function fetchOne(deps: MediaDeps, job: MediaJob, stopping: AbortSignal): Promise<SendError | undefined> {
  await failpoint("media.before_fetch");
  const fetched = endsProcesses(job)
    ? { error: gone("whoever fetches it ends") }
    : await fetchFile(deps, job, stopping).catch(toFailure);
  if ("error" in fetched) {
    const trouble: FetchTrouble = stopping.aborted ? "stopped" : (fetched.ours ?? fetched.error);
    const { waitMs, refused, counts } = afterFetch(job, trouble, deps.now().getTime());
    await recordAttachment(deps.database, job, {
      failed: fetched.error.message,
      refused,
      counts,
      nextAttemptAt: waitMs === null ? null : new Date(deps.now().getTime() + waitMs),
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

/** Our own full disk is nobody else's refusal (F-07). */
function toFailure(error: unknown): Failed {
  const failure = { kind: "retryable", code: "", message: error instanceof Error ? error.name : "error" } as const;
  return isDiskFull(error)
    ? { error: { ...failure, message: "no room on Guichet's disk" }, ours: "disk_full" }
    : { error: failure };
}

type Failed = { error: SendError; ours?: "disk_full" };
type Fetched = { file: string; size: number; type: string; inline: boolean; name: string } | Failed;

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
