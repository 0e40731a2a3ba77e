import type { BoundedCount } from "@guichet/contract";
import { countMatching } from "./count-matching.sql.ts";
import { createPacedCounts } from "./paced-counts.ts";

export type CountMatching = typeof countMatching;

/** Moments closer together than this are one, for a count of what has waited since before one of them. Milliseconds. */
const MOMENT = 5000;

/** `countMatching` for many who ask at once: they share an answer where organization, channels and filter are the same. */
export function createCountInTurn(): CountMatching {
  const paced = createPacedCounts<BoundedCount>();
  return async (ctx, query, lookedAt) => {
    const { waitingBefore, channels, ...rest } = query;
    const moment = waitingBefore === undefined ? null : Math.floor(waitingBefore.getTime() / MOMENT);
    const key = JSON.stringify([ctx.organizationId, lookedAt, moment, channels.toSorted(), rest]);
    return await paced(key, () => countMatching(ctx, query, lookedAt));
  };
}
