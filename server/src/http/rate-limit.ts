import { Refusal } from "@guichet/contract";
import type { RateClass } from "./route.ts";

/** Requests a minute for one address (or session), and how many may come at once. */
const LIMITS: Record<RateClass | "door", { perMinute: number; burst: number }> = {
  read: { perMinute: 1200, burst: 400 },
  write: { perMinute: 600, burst: 200 },
  // Writes to strangers: whoever takes an account over shall not get far with it.
  start: { perMinute: 60, burst: 20 },
  sign_in: { perMinute: 30, burst: 30 },
  // Programs ask for tokens, some for each message; it is not people's, who may sit behind the same address.
  token: { perMinute: 300, burst: 120 },
  upload: { perMinute: 120, burst: 60 },
  // Platforms send from few addresses at full speed: a number at 1,000 messages a second must pass.
  webhook: { perMinute: 600_000, burst: 20_000 },
  visitor: { perMinute: 240, burst: 120 },
  // Before anything is looked up for a visitor, the channel included. Twice a visitor's own, whose refusals pages can read.
  door: { perMinute: 480, burst: 240 },
};
const MOST_KEYS = 50_000;

export type RateLimit = {
  /** Throws `too_many_requests` when the bucket is empty. */
  take(rate: RateClass | "door", key: string): void;
};
type Bucket = { tokens: number; at: number };

/** A token bucket for each key and class, in memory: it bounds one process, which is what protects that process. */
export function createRateLimit(now: () => number, scale = 1): RateLimit {
  const buckets = new Map<string, Bucket>();
  return {
    take(rate, key) {
      const limit = LIMITS[rate];
      const id = `${rate} ${key}`;
      const at = now();
      const bucket = buckets.get(id) ?? { tokens: limit.burst * scale, at };
      bucket.tokens = Math.min(
        limit.burst * scale,
        bucket.tokens + ((at - bucket.at) / 60_000) * limit.perMinute * scale,
      );
      bucket.at = at;
      if (bucket.tokens < 1) {
        const seconds = Math.ceil(((1 - bucket.tokens) / (limit.perMinute * scale)) * 60);
        throw new Refusal("too_many_requests", { retryAfterSeconds: Math.max(1, seconds) });
      }
      bucket.tokens -= 1;
      buckets.delete(id);
      buckets.set(id, bucket);
      if (buckets.size > MOST_KEYS) forgetOldest(buckets);
    },
  };
}

function forgetOldest(buckets: Map<string, Bucket>): void {
  const oldest = buckets.keys().next().value;
  if (oldest !== undefined) buckets.delete(oldest);
}
