import { Readable } from "node:stream";
import type { ChannelId, OrganizationId } from "@guichet/contract";
import { claimMedia, type MediaJob, recordAttachment } from "../conversations/index.ts";
import { type FileStore, normalizeFileName } from "../files/index.ts";
import { failpoint } from "../lib/failpoint.ts";
import { isDiskFull } from "../lib/is-disk-full.ts";
import { afterFetch, endsProcesses, type FetchTrouble, restOf } from "./after-fetch.ts";
import { type ChannelWorker, startChannelWorker } from "./channel-worker.ts";
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

const MOST_BYTES = 100 * 1024 * 1024;

/** Attachments are their own work (I8): the message stands already; its files come, or are shown as failed with a reason. */
export function startMediaFetcher(deps: MediaDeps): ChannelWorker {
  return startChannelWorker({
    claim: (busyChannels) => claimMedia(deps.database, busyChannels),
    async work(job, stopping) {
      const error = await fetchOne(deps, job, stopping);
      deps.wake();
      return error?.kind === "rate_limited" ? restOf(job, error) : undefined;
    },
    onLeft: (of, error) =>
      deps.log.error(
        `${of === "job" ? "an attachment could not be fetched" : "attachments could not be looked for"}, tried again soon`,
        {},
        error,
      ),
    ...{ now: deps.now, mostAtOnce: 24, mostOfAChannel: 2, lookMs: 1000 },
  });
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
