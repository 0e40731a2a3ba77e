import { setTimeout as wait } from "node:timers/promises";
import { createRandom, nextArrivalMs, SEEDS } from "../data/random.ts";
import type { LoopResult } from "./closed-loop.ts";
import { type Post, PostLine } from "./post-line.ts";

export type OpenLoopResult = LoopResult & {
  /** When number n should have been sent, in this process's clock. */ readonly intended: number[];
};

/**
 * Poisson arrivals at a rate; latency counts from the moment a request should have been sent, so that a server that
 * stalls cannot hide it by slowing the generator down.
 */
export async function runOpenLoop(options: {
  readonly port: number;
  readonly perSecond: number;
  readonly seconds: number;
  /** Ends it earlier. */
  readonly signal?: AbortSignal;
  readonly make: (n: number) => Post;
  /** When a request was due: before it is sent, for who measures further down the road. */
  readonly onDue?: (n: number, at: number) => void;
}): Promise<OpenLoopResult> {
  const random = createRandom(SEEDS.arrivals);
  const pool: PostLine[] = [];
  const result = { latencies: [] as number[], accepted: [] as number[], intended: [] as number[] };
  let refused = 0;
  const sending = new Set<Promise<void>>();
  const send = async (n: number, due: number) => {
    let line = pool.find((candidate) => candidate.free);
    if (line === undefined) {
      line = await PostLine.open(options.port);
      // It is taken in this same turn: nobody else finds it free.
      pool.push(line);
    }
    const status = await line.post(options.make(n)).catch(() => 0);
    result.latencies.push(performance.now() - due);
    if (status === 200) result.accepted.push(n);
    else refused += 1;
  };
  for (let n = 0; n < 64; n += 1) pool.push(await PostLine.open(options.port));
  const start = performance.now() + 50;
  let due = start;
  for (let n = 0; due < start + options.seconds * 1000 && !options.signal?.aborted; n += 1) {
    due += nextArrivalMs(random, options.perSecond);
    const early = due - performance.now();
    if (early > 0) await wait(early);
    result.intended.push(due);
    options.onDue?.(n, due);
    const sent = send(n, due);
    sending.add(sent);
    void sent.finally(() => sending.delete(sent));
  }
  await Promise.all(sending);
  for (const line of pool) line.close();
  return { ...result, refused };
}
