import { setTimeout as wait } from "node:timers/promises";

const PATIENCE_MS = 10_000;

/** Which numbered messages have come down the sockets, how often, and how long the last one needed. */
export class Sightings {
  /** Whole receptions by all who should, beyond the first: a message that came twice. */
  extra = 0;
  readonly #wanted: number;
  readonly #due = new Map<number, number>();
  readonly #counts = new Map<number, number>();
  readonly #delays: number[] = [];

  constructor(wanted: number) {
    this.#wanted = wanted;
  }

  expect(n: number, at: number): void {
    this.#due.set(n, at);
  }

  /** A frame holds its message twice (preview and thread) or several messages: each number counts once a frame. */
  hear(frame: string): void {
    for (const n of new Set([...frame.matchAll(/"text":"#(\d+)#/g)].map(([, digits]) => Number(digits))))
      this.#count(n);
  }

  async settle(): Promise<void> {
    const until = performance.now() + PATIENCE_MS;
    while (this.#delays.length < this.#due.size && performance.now() < until) await wait(10);
  }

  /** Accepted, and not seen by all who should. */
  missing(accepted: readonly number[]): number {
    return accepted.filter((n) => (this.#counts.get(n) ?? 0) < this.#wanted).length;
  }

  delays(): number[] {
    return this.#delays;
  }

  #count(n: number): void {
    const due = this.#due.get(n);
    if (due === undefined) return;
    const count = (this.#counts.get(n) ?? 0) + 1;
    this.#counts.set(n, count);
    if (count === 2 * this.#wanted) this.extra += 1;
    if (count === this.#wanted) this.#delays.push(performance.now() - due);
  }
}
