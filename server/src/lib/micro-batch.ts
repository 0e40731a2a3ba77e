export type MicroBatchOptions<T, R> = {
  /** Most items in one run. */
  maxBatch: number;
  /** Most runs at once. */
  inFlight: number;
  /** Most items waiting; one more is refused with BatchQueueFull. */
  maxQueued: number;
  /** What an item weighs, e.g. in bytes; with `maxWeight`, the most that may be waiting or running together. */
  weigh?(item: T): number;
  /** One more is refused with BatchQueueFull once this would be passed; a single item is taken however heavy. */
  maxWeight?: number;
  /** Items of one lane are never in two runs at once: what they cause keeps their order. Lanes take turns. */
  laneOf?(item: T): string;
  /** One result for each item, in their order. Where items can fail one by one, R is a union that says so. */
  run(items: T[]): Promise<R[]>;
};

export type MicroBatch<T, R> = {
  add(item: T): Promise<R>;
  /** Takes an item back that no run has taken up yet; its promise is rejected with BatchQueueFull. False: too late. */
  withdraw(item: T): boolean;
  /** Resolves when nothing is queued or running (for an orderly stop). */
  idle(): Promise<void>;
};

export class BatchQueueFull extends Error {
  override name = "BatchQueueFull";
}

type Waiting<T, R> = { item: T; resolve(result: R): void; reject(error: unknown): void };

/**
 * Joins items that arrive while earlier ones are being worked on. An idle batcher starts at once, so a lone item waits for
 * nothing; under load the next batch is whatever queued meanwhile. No timer. A run that throws fails its own items only.
 */
export function createMicroBatch<T, R>(options: MicroBatchOptions<T, R>): MicroBatch<T, R> {
  /** What waits, by lane; the lane whose turn it is comes first. Without lanes there is one, which nothing holds. */
  const lanes = new Map<string, Waiting<T, R>[]>();
  const taken = new Set<string>();
  const idleListeners: (() => void)[] = [];
  const weigh = (item: T): number => options.weigh?.(item) ?? 0;
  const laneOf = (item: T): string => options.laneOf?.(item) ?? "";
  const maxWeight = options.maxWeight ?? Number.POSITIVE_INFINITY;
  let waiting = 0;
  let running = 0;
  let weight = 0;

  function startNext(): void {
    while (running < options.inFlight && waiting > 0) {
      const batch = takeNext();
      if (batch.length === 0) break;
      waiting -= batch.length;
      running += 1;
      void runBatch(batch, options.run).then(() => finish(batch));
    }
    if (running === 0) for (const listener of idleListeners.splice(0)) listener();
  }

  function takeNext(): Waiting<T, R>[] {
    const batch: Waiting<T, R>[] = [];
    for (const [lane, queue] of [...lanes]) {
      if (batch.length === options.maxBatch) break;
      if (taken.has(lane)) continue;
      batch.push(...queue.splice(0, options.maxBatch - batch.length));
      lanes.delete(lane);
      if (queue.length > 0) lanes.set(lane, queue);
      if (options.laneOf !== undefined) taken.add(lane);
    }
    return batch;
  }

  function finish(batch: readonly Waiting<T, R>[]): void {
    running -= 1;
    for (const { item } of batch) {
      weight -= weigh(item);
      taken.delete(laneOf(item));
    }
    startNext();
  }

  return {
    add(item) {
      const heavier = weight + weigh(item);
      if (waiting >= options.maxQueued || (weight > 0 && heavier > maxWeight))
        return Promise.reject(new BatchQueueFull("Too much is waiting already."));
      weight = heavier;
      waiting += 1;
      return new Promise<R>((resolve, reject) => {
        const lane = laneOf(item);
        const queue = lanes.get(lane);
        if (queue === undefined) lanes.set(lane, [{ item, resolve, reject }]);
        else queue.push({ item, resolve, reject });
        startNext();
      });
    },
    withdraw(item) {
      const queue = lanes.get(laneOf(item)) ?? [];
      const at = queue.findIndex((one) => one.item === item);
      if (at < 0) return false;
      for (const one of queue.splice(at, 1)) one.reject(new BatchQueueFull("It was taken back."));
      if (queue.length === 0) lanes.delete(laneOf(item));
      waiting -= 1;
      weight -= weigh(item);
      return true;
    },
    idle: () =>
      running === 0 && waiting === 0 ? Promise.resolve() : new Promise((resolve) => idleListeners.push(resolve)),
  };
}

/** Never rejects: every outcome goes to the items. */
async function runBatch<T, R>(batch: Waiting<T, R>[], run: (items: T[]) => Promise<R[]>): Promise<void> {
  try {
    const results = await run(batch.map((waiting) => waiting.item));
    if (results.length !== batch.length) {
      throw new Error(`A batch of ${batch.length} items gave ${results.length} results.`);
    }
    results.forEach((result, index) => {
      batch[index]?.resolve(result);
    });
  } catch (error) {
    for (const waiting of batch) waiting.reject(error);
  }
}
