import type { MediaJob } from "../conversations/index.ts";
import { backoffMs } from "../lib/backoff.ts";
import type { SendError } from "./connector.ts";

/** Why a file did not come. `disk_full` and `stopped` are ours: the platform would have given it. */
export type FetchTrouble = SendError | "disk_full" | "stopped";
export type AfterFetch = {
  /** Milliseconds until it is asked for again; null: given up, shown as failed with *try again*. */
  readonly waitMs: number | null;
  /** So often the platform has not given it, with this time. */
  readonly refused: number;
  /** False: this time was begun for nothing, as if it had not been. */
  readonly counts: boolean;
};

/** Where the platform does not say until when it keeps a file. */
const UNKNOWN_EXPIRY_MS = 24 * 3_600_000;
/** So often it may be begun without coming to an end: it may be what ends each process that fetches it. */
const MOST_DEATHS = 40;
const DISK_PAUSE_MS = 60_000;

/**
 * I8: what passes (a time-out, a 5xx, a limit) is tried with growing pauses until the platform's own expiry; what it refuses
 * for good ends at once. The first try after the expiry is the last.
 * @param now milliseconds
 */
export function afterFetch(job: MediaJob, trouble: FetchTrouble, now: number, random = Math.random): AfterFetch {
  const refused = job.source.refused ?? 0;
  if (trouble === "stopped") return { waitMs: 0, refused, counts: false };
  if (trouble === "disk_full") {
    const waitMs = backoffMs(1, { baseMs: DISK_PAUSE_MS, capMs: DISK_PAUSE_MS, random });
    return { waitMs, refused, counts: false };
  }
  const passing = trouble.kind === "retryable" || trouble.kind === "rate_limited";
  const final = !passing || keptUntil(job) < now;
  return { waitMs: final ? null : restOf(job, trouble, random), refused: refused + 1, counts: true };
}

/** Milliseconds until a file, or after a limit its whole channel, is asked for again. */
export function restOf(job: MediaJob, error: SendError, random = Math.random): number {
  return error.retryAfterMs ?? backoffMs((job.source.refused ?? 0) + 1, { baseMs: 2000, capMs: 3_600_000, random });
}

/** Was it begun too often, this time left out, without anybody being able to say what became of it? */
export function endsProcesses({ attempts, source }: MediaJob): boolean {
  return attempts - 1 - (source.refused ?? 0) >= MOST_DEATHS;
}

function keptUntil({ source, created_at }: MediaJob): number {
  return source.expiresAt ?? (source.askedAt ?? created_at.getTime()) + UNKNOWN_EXPIRY_MS;
}
