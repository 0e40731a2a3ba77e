import type { ChannelId, OrganizationId } from "@guichet/contract";
import { type FetchedPhoto, type PhotoJob, putOffPhoto, recordPhoto } from "../../contacts/index.ts";
import type { FileStore } from "../../files/index.ts";
import { failpoint } from "../../lib/failpoint.ts";
import { isDiskFull } from "../../lib/is-disk-full.ts";
import { OutboundError } from "../../outbound/index.ts";
import type { ChannelForConnector, SendError } from "../connector.ts";
import { type ConnectorCtxDeps, createConnectorCtx } from "../connector-ctx.ts";
import type { Connectors } from "../connectors.ts";
import { afterPhoto, MOST_TRIES } from "./after-photo.ts";
import { fetchByAddress } from "./fetch-by-address.ts";
import { judgePhoto, noPhoto, PHOTO_MOST_BYTES } from "./judge-photo.ts";

export type PhotoDeps = ConnectorCtxDeps & {
  readonly connectors: Connectors;
  readonly files: Pick<FileStore, "put" | "remove">;
  readonly channel: (organizationId: OrganizationId, channelId: ChannelId) => Promise<ChannelForConnector | undefined>;
  /** Milliseconds for one picture. */
  readonly patienceMs?: number;
  /** After a commit. */
  readonly wake: () => void;
};

const PATIENCE_MS = 30_000;
const DISK_PAUSE_MS = 60_000;

type Failed = { readonly error: SendError; readonly ours?: true };

/** One picture: fetched, judged, kept; or put off. Answers milliseconds for which its channel is to rest. */
export async function fetchPhoto(deps: PhotoDeps, job: PhotoJob, stopping: AbortSignal): Promise<number | undefined> {
  const fetched =
    job.ref === ""
      ? undefined
      : job.attempts > MOST_TRIES
        ? { error: noPhoto("gone") }
        : await fetchOne(deps, job, stopping).catch(toFailure);
  if (fetched !== undefined && "error" in fetched) return await putOff(deps, job, fetched, stopping);
  await failpoint("photo.after_file_written");
  const unwanted = await recordPhoto(deps.database, job, fetched, deps.now());
  deps.wake();
  for (const file of unwanted) await deps.files.remove(file);
  return undefined;
}

async function putOff(
  deps: PhotoDeps,
  job: PhotoJob,
  { error, ours }: Failed,
  stopping: AbortSignal,
): Promise<number | undefined> {
  const counts = !stopping.aborted && ours === undefined;
  const wait = counts ? afterPhoto(job.attempts, error) : stopping.aborted ? 0 : DISK_PAUSE_MS;
  const at = wait === null ? null : new Date(deps.now().getTime() + wait);
  await putOffPhoto(deps.database, job, { at, failure: `${error.kind} ${error.code}`.trim(), counts });
  return error.kind === "rate_limited" && wait !== null ? wait : undefined;
}

async function fetchOne(deps: PhotoDeps, job: PhotoJob, stopping: AbortSignal): Promise<FetchedPhoto | Failed> {
  const channel = await deps.channel(job.organization_id, job.channel_id);
  const connector = channel === undefined ? undefined : deps.connectors.get(channel.platform);
  if (channel === undefined || connector === undefined) return { error: noPhoto("gone") };
  const ctx = createConnectorCtx(
    deps,
    channel,
    AbortSignal.any([AbortSignal.timeout(deps.patienceMs ?? PATIENCE_MS), stopping]),
  );
  const media = await (connector.fetchPhoto?.(job.ref, channel, ctx) ?? fetchByAddress(job.ref, ctx));
  if (!media.ok) return { error: media.error };
  if (!("stream" in media)) return { error: noPhoto("gone") };
  const content = await readWhole(media.stream);
  if (content === undefined) return { error: noPhoto("too_large") };
  const error = await judgePhoto(content);
  if (error !== undefined) return { error };
  const stored = await deps.files.put(content, { maxBytes: PHOTO_MOST_BYTES });
  if (!stored.ok) return { error: noPhoto("too_large") };
  return { file: stored.key, type: stored.type.mime, size: stored.size, sha256: stored.sha256 };
}

/** Undefined: it is larger than a face may be. */
async function readWhole(stream: NodeJS.ReadableStream): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stream) {
    const bytes = Buffer.from(piece);
    size += bytes.length;
    if (size > PHOTO_MOST_BYTES) return undefined;
    pieces.push(bytes);
  }
  return Buffer.concat(pieces);
}

/** What went wrong with our own disk is nobody's refusal. A body that is too large ends while it is read. */
function toFailure(error: unknown): Failed {
  if (error instanceof OutboundError && error.reason === "too_large") return { error: noPhoto("too_large") };
  const failure = { kind: "retryable", code: "threw", message: error instanceof Error ? error.name : "error" } as const;
  return isDiskFull(error) ? { error: failure, ours: true } : { error: failure };
}
