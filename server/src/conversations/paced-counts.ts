/** A count rests so many times as long as it took, and not longer than so many milliseconds. */
const RESTS = 19;
const LONGEST_REST = 5000;
/** So many are counted at one moment, whatever is asked for: the other connections are for other work. */
const LANES = 2;

type Pace<T> = { freeAt: number; last: Promise<unknown>; next: Promise<T> | undefined };
export type PacedCounts<T> = (key: string, count: () => Promise<T>) => Promise<T>;

/**
 * Counts that many ask for at the same moment, since all of them heard of the same change: whoever asks for the same is given
 * one answer, counted after they asked, and however many ask, counting it takes a twentieth of the time. `key` says everything
 * the answer hangs on, who may see what included.
 */
export function createPacedCounts<T>(): PacedCounts<T> {
  const paces = new Map<string, Pace<T>>();
  const lanes: Promise<unknown>[] = Array.from({ length: LANES }, () => Promise.resolve());
  let turn = 0;
  const inLane = async (work: () => Promise<T>): Promise<T> => {
    turn = (turn + 1) % LANES;
    const mine = (lanes[turn] ?? Promise.resolve()).then(work);
    lanes[turn] = mine.catch(() => undefined);
    return await mine;
  };
  return async (key, count) => {
    const known = paces.get(key);
    if (known?.next !== undefined) return await known.next;
    forgetRested(paces);
    const pace: Pace<T> = known ?? { freeAt: 0, last: Promise.resolve(), next: undefined };
    paces.set(key, pace);
    const begun = pace.last.then(async () => {
      await rest(pace.freeAt - performance.now());
      return await inLane(async () => {
        // From here on it may miss what happens: whoever asks now waits for another one.
        pace.next = undefined;
        const from = performance.now();
        try {
          return await count();
        } finally {
          const now = performance.now();
          pace.freeAt = now + Math.min(LONGEST_REST, RESTS * (now - from));
        }
      });
    });
    pace.next = begun;
    pace.last = begun.catch(() => undefined);
    return await begun;
  };
}

function forgetRested(paces: Map<string, Pace<unknown>>): void {
  const before = performance.now() - LONGEST_REST;
  for (const [key, pace] of paces)
    if (pace.next === undefined && pace.freeAt !== 0 && pace.freeAt < before) paces.delete(key);
}

async function rest(milliseconds: number): Promise<void> {
  if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
