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
const MOST_TRIES = 10;

/** Attachments are their own work (I8): the message stands already; its files come, or are shown as failed with a reason. */
export function startMediaFetcher(deps: MediaDeps): { nudge(): void; stop(): Promise<void> } {
  let running: Promise<void> | undefined;
  let stopped = false;
  let again = false;
  async function run(): Promise<void> {
    do {
      again = false;
      try {
        const jobs = await claimMedia(deps.database, 8);
        await Promise.all(jobs.map((job) => fetchOne(deps, job)));
        if (jobs.length > 0) {
          again = true;
          deps.wake();
        }
      } catch (error) {
        deps.log.error("attachments could not be fetched, tried again soon", {}, error);
        return;
      }
    } while (again && !stopped);
  }
  function nudge(): void {
    again = true;
    if (stopped || running !== undefined) return;
    running = run().finally(() => {
      running = undefined;
    });
  }
  const timer = setInterval(nudge, LOOK_MS);
  return {
    nudge,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}

async function fetchOne(deps: MediaDeps, job: MediaJob): Promise<void> {
  await failpoint("media.before_fetch");
  const fetched = await fetchFile(deps, job).catch((error: unknown): { error: SendError } => ({
    error: { kind: "retryable", code: "", message: error instanceof Error ? error.name : "error" },
  }));
  if ("error" in fetched) {
    const final =
      job.attempts >= MOST_TRIES ||
      (fetched.error.kind !== "retryable" && fetched.error.kind !== "rate_limited") ||
      isExpired(deps, job);
    const wait =
      fetched.error.retryAfterMs ?? backoffMs(job.attempts, { baseMs: 2000, capMs: 3_600_000, random: Math.random });
    await recordAttachment(deps.database, job, {
      failed: fetched.error.message,
      nextAttemptAt: final ? null : new Date(deps.now().getTime() + wait),
      now: deps.now(),
    });
    return;
  }
  await failpoint("media.after_file_written");
  await recordAttachment(deps.database, job, { ...fetched, now: deps.now() });
  await failpoint("media.after_row");
}

function isExpired(deps: MediaDeps, job: MediaJob): boolean {
  return job.source.expiresAt !== undefined && job.source.expiresAt < deps.now().getTime();
}

type Fetched = { file: string; size: number; type: string; inline: boolean; name: string } | { error: SendError };

async function fetchFile(deps: MediaDeps, job: MediaJob): Promise<Fetched> {
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
    createConnectorCtx(deps, channel, AbortSignal.timeout(120_000)),
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
