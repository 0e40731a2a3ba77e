/** What a page notes about itself. Runs in the page, before anything of the page's own. */
export type PageWatch = {
  /** Largest contentful paint, milliseconds after the navigation began. */
  largestPaint: number;
  /** Sum of the layout's shifts that no input explains. */
  shifts: number;
  /** Long tasks, milliseconds. */
  readonly longTasks: number[];
  /** The longest event of each interaction that took 16 ms or more. */
  readonly slow: Record<string, number>;
  /** How many interactions there were before the count was set back. */
  countedBefore: number;
  /** From each click on a row until the other thread was painted. */
  readonly switches: number[];
  /** Numbered messages seen in rows, and when they were painted. */
  readonly painted: { readonly n: number; readonly at: number }[];
  afterPaint(tell: (at: number) => void): void;
  /** Resolves when so many switches were seen. */
  switched(count: number): Promise<void>;
  interactions(): number;
  reset(): void;
};
declare global {
  interface Window {
    guichetWatch: PageWatch;
  }
}
type Shift = PerformanceEntry & { readonly value: number; readonly hadRecentInput: boolean };
type Timing = PerformanceEntry & { readonly interactionId: number };

export function watchPage(): void {
  const watch: PageWatch = {
    largestPaint: 0,
    shifts: 0,
    longTasks: [],
    slow: {},
    countedBefore: 0,
    switches: [],
    painted: [],
    afterPaint,
    async switched(count) {
      while (watch.switches.length < count) await new Promise(requestAnimationFrame);
    },
    interactions: () => Number(Reflect.get(performance, "interactionCount")) - watch.countedBefore,
    reset() {
      watch.countedBefore = Number(Reflect.get(performance, "interactionCount"));
      watch.longTasks.length = 0;
      for (const id of Object.keys(watch.slow)) delete watch.slow[id];
    },
  };
  window.guichetWatch = watch;
  observe("largest-contentful-paint", {}, (entry) => {
    watch.largestPaint = entry.startTime;
  });
  observe("layout-shift", {}, (entry) => {
    const shift = entry as Shift;
    if (!shift.hadRecentInput) watch.shifts += shift.value;
  });
  observe("longtask", {}, (entry) => watch.longTasks.push(entry.duration));
  observe("event", { durationThreshold: 16 }, (entry) => {
    const { interactionId } = entry as Timing;
    if (interactionId > 0) watch.slow[interactionId] = Math.max(watch.slow[interactionId] ?? 0, entry.duration);
  });
  watchSwitches();
  watchNumbers();

  function observe(type: string, more: object, take: (entry: PerformanceEntry) => void): void {
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) take(entry);
    });
    observer.observe({ type, buffered: true, ...more });
  }

  /** A task that comes after a frame was drawn: never before the pixels are there, at most a frame after. */
  function afterPaint(tell: (at: number) => void): void {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => tell(performance.now());
      channel.port2.postMessage(null);
    });
  }

  /** Another thread stands there when the log is another one and holds messages. */
  function watchSwitches(): void {
    let wanted: { since: number; old: Element | null } | undefined;
    const look = (target: EventTarget | null, since: number): void => {
      if (target instanceof Element && target.closest("a[data-row]"))
        wanted = { since, old: document.querySelector("[role=log]") };
    };
    addEventListener("click", (event) => look(event.target, event.timeStamp), true);
    new MutationObserver(() => {
      if (wanted === undefined) return;
      const log = document.querySelector("[role=log]");
      if (log === null || log === wanted.old || log.querySelector("[id^=message-]") === null) return;
      const { since } = wanted;
      wanted = undefined;
      afterPaint((at) => watch.switches.push(at - since));
    }).observe(document, { childList: true, subtree: true });
  }

  /** The texts of the posted messages begin with #number#. */
  function watchNumbers(): void {
    const seen = new Set<number>();
    new MutationObserver(() => {
      const fresh: number[] = [];
      for (const row of document.querySelectorAll("li[aria-posinset]")) {
        const n = Number(/#(\d+)#/.exec(row.textContent)?.[1] ?? Number.NaN);
        if (Number.isNaN(n) || seen.has(n)) continue;
        seen.add(n);
        fresh.push(n);
      }
      if (fresh.length > 0) afterPaint((at) => watch.painted.push(...fresh.map((n) => ({ n, at }))));
    }).observe(document, { childList: true, subtree: true, characterData: true });
  }
}
