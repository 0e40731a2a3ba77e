/** A source of numbers in [0, 1). The same seed gives the same numbers on every machine. */
export type Random = () => number;

/** Seeds of the suite: one stream for each purpose, so that a change in one leaves the others as they were. */
export const SEEDS = { messages: 1, screen: 3, arrivals: 5, intake: 7, sets: 11, rules: 13 } as const;

/** mulberry32: 32 bits of state, good enough for test data and fast. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A rank in [0, n) whose frequency falls with rank^-s: by the inverse distribution over [1, n + 1). */
export function zipf(random: Random, n: number, s: number): number {
  const u = random();
  if (s === 1) return Math.min(n - 1, Math.floor((n + 1) ** u) - 1);
  const top = (n + 1) ** (1 - s);
  return Math.min(n - 1, Math.floor((1 + u * (top - 1)) ** (1 / (1 - s))) - 1);
}

/** Log-normal with the given median and sigma (Box–Muller). */
export function logNormal(random: Random, median: number, sigma: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return median * Math.exp(sigma * radius * Math.cos(2 * Math.PI * random()));
}

/** The wait until the next arrival of a Poisson stream, in milliseconds. */
export function nextArrivalMs(random: Random, perSecond: number): number {
  return (-Math.log(1 - random()) / perSecond) * 1000;
}

/** One of the entries, by their weights. */
export function pickWeighted<T>(random: Random, entries: readonly (readonly [T, number])[]): T {
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
  let left = random() * total;
  for (const [value, weight] of entries) {
    left -= weight;
    if (left < 0) return value;
  }
  const last = entries.at(-1);
  if (last === undefined) throw new Error("There is nothing to pick from.");
  return last[0];
}

/** A UUID of version 7 for an instant, from the stream. */
export function seededUuid(random: Random, at: number): string {
  const time = Math.floor(at).toString(16).padStart(12, "0");
  const word = (bits: number) => Math.floor(random() * 2 ** bits);
  const a = (0x7000 | word(12)).toString(16);
  const b = (0x8000 | word(14)).toString(16);
  const c = word(24).toString(16).padStart(6, "0") + word(24).toString(16).padStart(6, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-${a}-${b}-${c}`;
}
