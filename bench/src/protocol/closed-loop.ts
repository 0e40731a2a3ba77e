import { type Post, PostLine } from "./post-line.ts";

export type LoopResult = { readonly latencies: number[]; readonly accepted: number[]; readonly refused: number };

/**
 * Capacity: every connection posts its next request when the last one is answered. `make` says what connection `line`
 * posts as number `n`; what one connection posts is in order.
 */
export async function runClosedLoop(options: {
  readonly port: number;
  readonly lines: number;
  readonly seconds: number;
  readonly make: (n: number, line: number) => Post;
}): Promise<LoopResult> {
  const lines = await Promise.all(Array.from({ length: options.lines }, () => PostLine.open(options.port)));
  const latencies: number[] = [];
  const accepted: number[] = [];
  let refused = 0;
  let next = 0;
  const until = performance.now() + options.seconds * 1000;
  const keepPosting = async (line: PostLine, which: number) => {
    while (performance.now() < until) {
      const n = next;
      next += 1;
      const start = performance.now();
      const status = await line.post(options.make(n, which)).catch(() => 0);
      latencies.push(performance.now() - start);
      if (status === 200) accepted.push(n);
      else refused += 1;
      if (status === 0) return;
    }
  };
  await Promise.all(lines.map(keepPosting));
  for (const line of lines) line.close();
  return { latencies, accepted, refused };
}
