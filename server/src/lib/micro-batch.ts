export type MicroBatchOptions<T, R> = {
  /** Most items in one run. */
  maxBatch: number;
  /** Most runs at once. */
  inFlight: number;
  /** Most items waiting; one more is refused with BatchQueueFull. */
  maxQueued: number;
  /** One result for each item, in their order. Where items can fail one by one, R is a union that says so. */
  run(items: T[]): Promise<R[]>;
};

export type MicroBatch<T, R> = {
  add(item: T): Promise<R>;
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
  const queue: Waiting<T, R>[] = [];
  const idleListeners: (() => void)[] = [];
  let running = 0;

  function startNext(): void {
    while (running < options.inFlight && queue.length > 0) {
      running += 1;
      void runBatch(queue.splice(0, options.maxBatch), options.run).then(finish);
    }
    if (running === 0) for (const listener of idleListeners.splice(0)) listener();
  }

  function finish(): void {
    running -= 1;
    startNext();
  }

  return {
    add(item) {
      if (queue.length >= options.maxQueued) return Promise.reject(new BatchQueueFull("Too much is waiting already."));
      return new Promise<R>((resolve, reject) => {
        queue.push({ item, resolve, reject });
        startNext();
      });
    },
    idle: () => (running === 0 ? Promise.resolve() : new Promise((resolve) => idleListeners.push(resolve))),
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
