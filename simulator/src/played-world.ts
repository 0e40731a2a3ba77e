export type WorldOptions = { readonly now: () => number; readonly random: () => number; readonly retryBaseMs: number };

/**
 * What an account has on every network that delivers in order: its clock and chance, what leaves one after the other or is held
 * back for a while (`Held`), and what its next calls come to instead of what they would (`How`).
 */
export abstract class PlayedWorld<Held, How> {
  protected readonly options: WorldOptions;
  readonly #misbehaviours = new Map<string, How[]>();
  readonly #stopper = new AbortController();
  #queue = Promise.resolve();
  #held: Held[] | undefined;

  constructor(options: WorldOptions) {
    this.options = options;
  }

  now(): number {
    return this.options.now();
  }

  letters(count: number, from: string): string {
    return Array.from({ length: count }, () => from.charAt(Math.floor(this.options.random() * from.length))).join("");
  }

  /** Ends when the account is stopped. */
  protected get signal(): AbortSignal {
    return this.#stopper.signal;
  }

  /** `go`: unless things are held back. */
  protected leave(item: Held, go: () => void): void {
    if (this.#held === undefined) go();
    else this.#held.push(item);
  }

  /** Behind what waits already. */
  protected inOrder(deliver: () => Promise<void>): void {
    this.#queue = this.#queue.then(deliver);
  }

  /** Until it is tried again, or the account is stopped. */
  protected async pause(milliseconds: number): Promise<void> {
    const { signal } = this;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      signal.addEventListener("abort", () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  hold(): void {
    this.#held ??= [];
  }

  /** What was held back, in the order in which it happened; from now on everything leaves at once again. */
  takeHeld(): Held[] {
    const held = this.#held ?? [];
    this.#held = undefined;
    return held;
  }

  async stop(): Promise<void> {
    this.#stopper.abort();
    await this.#queue;
  }

  /** `call`: a method, or a path. */
  misbehave(call: string, how: How): void {
    this.#misbehaviours.set(call, [...(this.#misbehaviours.get(call) ?? []), how]);
  }

  takeMisbehaviour(call: string): How | undefined {
    return this.#misbehaviours.get(call)?.shift();
  }
}
