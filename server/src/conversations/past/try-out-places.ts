import { type OrganizationId, Refusal } from "@guichet/contract";

/** So many try-outs of an organization at once, and of all of them in this process. */
const MOST_OWN = 2;
const MOST = 4;

/** Keeps try-outs few, so that a process that is asked for many still does its work. */
export function createTryOutPlaces() {
  const taken = new Map<OrganizationId, number>();
  let all = 0;
  return {
    /** Refuses with `too_many_requests` when all places are taken. The place is free again however it ends. */
    async *take<Line>(id: OrganizationId, lines: () => AsyncGenerator<Line, void>): AsyncGenerator<Line, void> {
      const own = taken.get(id) ?? 0;
      if (own >= MOST_OWN || all >= MOST) throw new Refusal("too_many_requests", { retryAfterSeconds: 5 });
      all += 1;
      taken.set(id, own + 1);
      try {
        yield* lines();
      } finally {
        all -= 1;
        const left = (taken.get(id) ?? 1) - 1;
        if (left === 0) taken.delete(id);
        else taken.set(id, left);
      }
    },
  };
}
export type TryOutPlaces = ReturnType<typeof createTryOutPlaces>;
