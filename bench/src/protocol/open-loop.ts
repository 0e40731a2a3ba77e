import { setTimeout as wait } from "node:timers/promises";
import { createRandom, nextArrivalMs, SEEDS } from "../data/random.ts";
import type { LoopResult } from "./closed-loop.ts";
import { createLinePool, type LinePool } from "./line-pool.ts";
import type { Answer, Post } from "./post-line.ts";

export type OpenLoopResult = LoopResult & {
  /** When number n should have been sent, in this process's clock. */
  readonly intended: number[];
  /** Every answer that was neither 200 nor 201; status 0: the connection ended. `ms`: since it was really sent. */
  readonly refusals: readonly Refused[];
};
export type Refused = Answer & { readonly n: number; readonly ms: number };

/**
 * Poisson arrivals at a rate; latency counts from the moment a request should have been sent, so that a server that
 * stalls cannot hide it by slowing the generator down.
 */
export async function runOpenLoop(options: {
  readonly port: number;
  readonly perSecond: number;
  readonly seconds: number;
  /** Most connections at once, all open before it begins; what is due beyond waits for one, and its latency goes on. */
  readonly mostLines?: number;
  /** Ends it earlier. */
  readonly signal?: AbortSignal;
  readonly make: (n: number) => Post;
  /** When a request was due: before it is sent, for who measures further down the road. */
  readonly onDue?: (n: number, at: number) => void;
}): Promise<OpenLoopResult> {
  const random = createRandom(SEEDS.arrivals);
  const pool = await createLinePool(options.port, options.mostLines, options.mostLines);
  const result = { latencies: [] as number[], accepted: [] as number[], intended: [] as number[] };
  const refusals: Refused[] = [];
  const sending = new Set<Promise<void>>();
  const send = async (n: number, due: number) => {
    const { answer, sentAt } = await ask(pool, options.make, n);
    const now = performance.now();
    result.latencies.push(now - due);
    if (answer.status === 200 || answer.status === 201) result.accepted.push(n);
    else refusals.push({ ...answer, n, ms: now - sentAt });
  };
  const start = performance.now() + 50;
  let due = start;
  for (let n = 0; due < start + options.seconds * 1000 && !options.signal?.aborted; n += 1) {
    due += nextArrivalMs(random, options.perSecond);
    const early = due - performance.now();
    if (early > 0) await wait(early);
    result.intended.push(due);
    options.onDue?.(n, due);
    const sent = send(n, due).finally(() => sending.delete(sent));
    sending.add(sent);
  }
  await Promise.all(sending);
  pool.close();
  return { ...result, refusals, refused: refusals.length };
}

const NO_ANSWER: Answer = { status: 0, retryAfter: false };

async function ask(pool: LinePool, make: (n: number) => Post, n: number): Promise<{ answer: Answer; sentAt: number }> {
  const line = await pool.take().catch(() => undefined);
  const sentAt = performance.now();
  if (line === undefined) return { answer: NO_ANSWER, sentAt };
  const answer = await line.ask(make(n)).catch(() => NO_ANSWER);
  pool.giveBack(line);
  return { answer, sentAt };
}
