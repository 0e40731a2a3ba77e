import type { Browser, BrowserContext, Page } from "playwright-core";
import { watchPage } from "./watch-page.ts";

/** A page with a queue: the product's, or the floor's, which has the same roles. */
export type Place = {
  readonly url: string;
  /** The session, name=value. */
  readonly cookie: string;
  /** Found once the page is ready. */
  readonly ready: string;
};
export type Row = { readonly id: string; readonly name: string; readonly x: number; readonly y: number };
type Point = { readonly x: number; readonly y: number };

const PATIENCE_MS = 60_000;
/** Pixels that the wheel turns at once. */
const TURN = 3000;

export async function openContext(browser: Browser, place: Place): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(PATIENCE_MS);
  await context.addInitScript(watchPage);
  if (place.cookie !== "") {
    const [name = "", value = ""] = place.cookie.split("=");
    await context.addCookies([{ name, value, url: new URL(place.url).origin }]);
  }
  return context;
}

/** Opens the page and waits until its rows are there and nothing larger is painted any more. Answers the LCP. */
export async function load(page: Page, place: Place): Promise<number> {
  await page.goto(place.url);
  await page.waitForSelector("a[data-row]");
  await page.waitForSelector(place.ready);
  await page.waitForTimeout(700);
  return await page.evaluate(() => window.guichetWatch.largestPaint);
}

/** The rows that are wholly in view, from the top down. The point is on their name, away from their buttons. */
export async function readRows(page: Page): Promise<Row[]> {
  return await page.evaluate(() => {
    const links = [...document.querySelectorAll<HTMLElement>("a[data-row]")];
    const scroller = links[0]?.closest("ul")?.parentElement?.getBoundingClientRect();
    return links
      .map((link) => ({ link, box: link.getBoundingClientRect() }))
      .filter(({ box }) => scroller !== undefined && box.top >= scroller.top && box.bottom <= scroller.bottom)
      .sort((a, b) => a.box.top - b.box.top)
      .map(({ link, box }) => ({
        id: link.dataset.row ?? "",
        name: (link.querySelector("bdi, b")?.textContent ?? "").trim(),
        x: box.left + 120,
        y: box.top + box.height / 2,
      }));
  });
}

/** Clicks a row as a hand does, without resting on it first, and waits until its thread was painted. Milliseconds. */
export async function switchTo(page: Page, row: Point): Promise<number> {
  const before = await page.evaluate(() => window.guichetWatch.switches.length);
  await page.mouse.click(row.x, row.y);
  await page.evaluate((count) => window.guichetWatch.switched(count), before + 1);
  return await page.evaluate((at) => window.guichetWatch.switches[at] ?? 0, before);
}

export async function painted(page: Page): Promise<void> {
  await page.evaluate(() => new Promise<void>((done) => window.guichetWatch.afterPaint(() => done())));
}

/** Turns the wheel over the list. */
export async function turnWheel(page: Page, pixels: number): Promise<void> {
  const [row] = await readRows(page);
  if (row === undefined) throw new Error("No row is in view.");
  await page.mouse.move(row.x, row.y);
  await page.mouse.wheel(0, pixels);
  await painted(page);
}

/** Down to the last row of all; answers how many there are. Throws when the end does not come. */
export async function scrollToEnd(page: Page): Promise<number> {
  const until = performance.now() + 5 * PATIENCE_MS;
  // A page that could not be fetched stays open until somebody asks again, as a person would.
  const again = page.getByRole("button", { name: "Try again" });
  for (;;) {
    if ((await again.count()) > 0) await again.first().click();
    await turnWheel(page, TURN);
    const { last, all } = await page.evaluate(() => {
      const rows = [...document.querySelectorAll("li[aria-posinset]")];
      const numbers = (name: string) => rows.map((row) => Number(row.getAttribute(name)));
      return { last: Math.max(...numbers("aria-posinset")), all: Math.max(...numbers("aria-setsize")) };
    });
    if (all > 0 && last === all) return all;
    if (performance.now() > until) throw new Error(`The end of the list did not come: ${last} of ${all}.`);
  }
}

export async function scrollToTop(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelector("a[data-row]")?.closest("ul")?.parentElement?.scrollTo({ top: 0 }));
  await page.waitForSelector("li[aria-posinset='1']");
  await painted(page);
}

/** Memory after a collection of garbage, and what the document holds. */
export async function readHeap(page: Page): Promise<{ megabytes: number; nodes: number; listeners: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  await session.send("HeapProfiler.enable");
  for (let n = 0; n < 2; n += 1) await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  await session.detach();
  const read = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
  return { megabytes: read("JSHeapUsedSize") / 1e6, nodes: read("Nodes"), listeners: read("JSEventListeners") };
}
