/** Collects what arrives and hands it over once an animation frame; in a hidden tab, where none comes, four times a second. */
export class FrameBatch<Item> {
  readonly #work: (items: readonly Item[]) => void;
  #items: Item[] = [];
  #cancel: (() => void) | undefined;

  constructor(work: (items: readonly Item[]) => void) {
    this.#work = work;
  }

  add(item: Item): void {
    this.#items.push(item);
    this.#cancel ??= soon(() => this.flush());
  }

  flush(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const items = this.#items;
    this.#items = [];
    if (items.length > 0) this.#work(items);
  }

  drop(): void {
    this.#items = [];
    this.flush();
  }
}

function soon(work: () => void): () => void {
  if (document.visibilityState === "visible") {
    const frame = requestAnimationFrame(work);
    return () => cancelAnimationFrame(frame);
  }
  const timer = setTimeout(work, 250);
  return () => clearTimeout(timer);
}
