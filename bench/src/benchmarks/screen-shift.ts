import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { createRandom, SEEDS } from "../data/random.ts";
import { resultsFolder } from "../product/places.ts";
import { runOpenLoop } from "../protocol/open-loop.ts";
import { percentile } from "../protocol/statistics.ts";
import { interactionDelay } from "../screen/interaction-delay.ts";
import {
  load,
  openContext,
  type Row,
  readHeap,
  readRows,
  scrollToEnd,
  scrollToTop,
  switchTo,
  turnWheel,
} from "../screen/screen.ts";
import { type Tasks, traceTasks } from "../screen/trace-tasks.ts";
import { type QueueSite, untilRight } from "./queue-world.ts";

const UPDATES_PER_SECOND = 20;
const CLICKS = 50;
const KEYS = { full: 2000, quick: 500 };
/** Conversations that are opened in eight hours; squeezed into minutes, so that nothing is let go by its age. */
const OPENED = { full: 300, quick: 80 };
const LISTEN_MS = 5000;
/** What the screen showed when the work failed. */
const FAILURE = join(resultsFolder, "B18-failed.png");

export type Shift = {
  readonly page: Page;
  readonly figures: Readonly<Record<string, number>>;
  readonly errors: readonly string[];
  /** Numbers of the live updates that were acknowledged. */
  readonly accepted: readonly number[];
  close(): Promise<void>;
};

/** An agent's work: listen, click, write, scroll through everything, then a shift of conversations; updates all the while. */
export async function workAShift(browser: Browser, site: QueueSite, quick: boolean): Promise<Shift> {
  const context = await openContext(browser, site.place);
  const page = await context.newPage();
  await load(page, site.place);
  const updates = startUpdates(site);
  // Whatever goes wrong, nobody writes to a house that is being closed.
  try {
    return await work(browser, site, quick, page, updates);
  } catch (error) {
    await updates.stop();
    await page.screenshot({ path: FAILURE }).catch(() => undefined);
    throw error;
  }
}

async function work(
  browser: Browser,
  site: QueueSite,
  quick: boolean,
  page: Page,
  updates: ReturnType<typeof startUpdates>,
): Promise<Shift> {
  const opener = new Opener(page);
  await page.evaluate(() => window.guichetWatch.reset());
  const listening = await traceTasks(browser, () => wait(LISTEN_MS));
  const clicking = await traceTasks(browser, () => clickAround(opener));
  const keys = quick ? KEYS.quick : KEYS.full;
  const writing = await traceTasks(browser, () => write(page, keys));
  const scrolling = await traceTasks(browser, () => scrollToEnd(page));
  const seen = await page.evaluate(() => ({
    slow: Object.values(window.guichetWatch.slow),
    count: window.guichetWatch.interactions(),
    longest: Math.max(0, ...window.guichetWatch.longTasks),
  }));
  await scrollToTop(page);
  const opened = quick ? OPENED.quick : OPENED.full;
  await opener.openMany(opened / 2);
  const middle = await readHeap(page);
  await opener.openMany(opened / 2);
  const end = await readHeap(page);
  const { accepted, refused } = await updates.stop();
  const shifts = await page.evaluate(() => window.guichetWatch.shifts);
  // Updates come in all the while; what they cost by themselves is taken off the rest.
  const perMs = listening.tasks.cpuMs / listening.ms;
  const beyondUpdates = (part: { tasks: Tasks; ms: number }) => Math.max(0, part.tasks.cpuMs - perMs * part.ms);
  return {
    page,
    accepted,
    errors: [
      ...(refused === 0 ? [] : [`${refused} refused`]),
      ...(seen.count >= CLICKS + keys ? [] : [`${seen.count} interactions counted of ${CLICKS + keys}`]),
      ...(scrolling.value >= site.contacts ? [] : [`the list ended at ${scrolling.value} of ${site.contacts}`]),
    ],
    figures: {
      inp: interactionDelay(seen.slow, seen.count),
      longest: seen.longest,
      fresh: percentile(clicking.value.fresh, 0.95),
      cached: percentile(clicking.value.cached, 0.95),
      longestCpu: Math.max(...[listening, clicking, writing, scrolling].map((part) => part.tasks.longestCpuMs)),
      longestCpuListening: listening.tasks.longestCpuMs,
      longestCpuClicking: clicking.tasks.longestCpuMs,
      longestCpuWriting: writing.tasks.longestCpuMs,
      longestCpuScrolling: scrolling.tasks.longestCpuMs,
      updateCpu: (perMs * 1000) / UPDATES_PER_SECOND,
      clickCpu: beyondUpdates(clicking) / CLICKS,
      keyCpu: beyondUpdates(writing) / keys,
      scrollCpu: (beyondUpdates(scrolling) * 100) / scrolling.value,
      heap: end.megabytes,
      heapEach: ((end.megabytes - middle.megabytes) * 1000) / (opened / 2),
      nodes: end.nodes / middle.nodes,
      listeners: end.listeners / middle.listeners,
      shifts: shifts * 10_000,
    },
    close: () => page.context().close(),
  };
}

/** Contacts all over the queue write, until it is stopped. */
function startUpdates(site: QueueSite): { stop(): Promise<{ accepted: number[]; refused: number }> } {
  const ending = new AbortController();
  const random = createRandom(SEEDS.screen);
  const done = runOpenLoop({
    port: site.port,
    perSecond: UPDATES_PER_SECOND,
    seconds: Number.POSITIVE_INFINITY,
    signal: ending.signal,
    make: (n) => site.post(n, Math.floor(random() * site.contacts)),
  });
  return {
    async stop() {
      ending.abort();
      return await done;
    },
  };
}

async function clickAround(opener: Opener): Promise<{ fresh: number[]; cached: number[] }> {
  const fresh: number[] = [];
  const cached: number[] = [];
  while (fresh.length + cached.length < CLICKS) {
    fresh.push(await opener.openFresh());
    cached.push(await opener.openKnown());
  }
  return { fresh, cached };
}

async function write(page: Page, keys: number): Promise<void> {
  const field = page.locator("textarea[aria-label='Reply']");
  await field.focus();
  const text = "Thank you for writing to us, we look after it at once. ";
  for (let n = 0; n < keys; n += 1) await page.keyboard.press(toKey(text[n % text.length] ?? " "));
  const written = await field.inputValue();
  if (written.length !== keys) throw new Error(`${keys} keys made ${written.length} characters.`);
  await empty(page);
}

function toKey(letter: string): string {
  return letter === " " ? "Space" : letter;
}

/** A draft that is left behind would be another kind of work. */
async function empty(page: Page): Promise<void> {
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
}

/** Opens conversations by hand, and knows which were open before. */
class Opener {
  readonly #page: Page;
  readonly #known = new Set<string>();
  #current = "";

  constructor(page: Page) {
    this.#page = page;
  }

  /** One never opened; not the next one, which is fetched ahead. */
  async openFresh(): Promise<number> {
    for (let n = 0; n < 30; n += 1) {
      const rows = await readRows(this.#page);
      const at = rows.findIndex((row) => row.id === this.#current);
      const row = rows.find((one, index) => !this.#known.has(one.id) && index !== at + 1);
      if (row !== undefined) return await this.#open(row);
      await turnWheel(this.#page, 430);
    }
    // The floor has few; there, nothing is fetched.
    return await this.openKnown();
  }

  async openKnown(): Promise<number> {
    const rows = await readRows(this.#page);
    const row = rows.findLast((one) => one.id !== this.#current && this.#known.has(one.id));
    if (row !== undefined) return await this.#open(row);
    const other = rows.find((one) => one.id !== this.#current);
    if (other === undefined) throw new Error("There is no other row in view.");
    return await this.#open(other);
  }

  /** With a few words begun and taken back in each. */
  async openMany(count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) {
      await this.openFresh();
      await this.#page.locator("textarea[aria-label='Reply']").focus();
      await this.#page.keyboard.type("Hello");
      await empty(this.#page);
    }
  }

  async #open(row: Row): Promise<number> {
    this.#known.add(row.id);
    this.#current = row.id;
    return await switchTo(this.#page, row);
  }
}

type Answered = { readonly id: string; readonly lastMessage: { readonly text: string } | null };

/** The rows at the top of the screen are those of a fresh answer, in its order and with its texts. */
export async function checkTop(page: Page, fresh: readonly Answered[]): Promise<string[]> {
  await scrollToTop(page);
  return await untilRight(async () => {
    const shown = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("a[data-row]")]
        .map((link) => ({
          id: link.dataset.row ?? "",
          place: Number(link.closest("li")?.getAttribute("aria-posinset")),
          text: link.textContent,
        }))
        .sort((a, b) => a.place - b.place),
    );
    const wrong = fresh.slice(0, 8).filter((row, at) => {
      const there = shown[at];
      const start = row.lastMessage?.text.slice(0, 20).replaceAll(/\s+/g, " ") ?? "";
      return there === undefined || there.id !== row.id || !there.text.replaceAll(/\s+/g, " ").includes(start);
    });
    return wrong.length === 0 ? [] : [`${wrong.length} of 8 rows differ from a fresh answer`];
  });
}
