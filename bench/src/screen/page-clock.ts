import type { Page } from "playwright-core";

const ASKED = 30;

/** What must be added to a time of the page to have it on this process's clock: from the quickest of many questions. */
export async function clockOffset(page: Page): Promise<number> {
  let best = { round: Number.POSITIVE_INFINITY, offset: 0 };
  for (let n = 0; n < ASKED; n += 1) {
    const before = performance.now();
    const there = await page.evaluate(() => performance.now());
    const after = performance.now();
    if (after - before < best.round) best = { round: after - before, offset: (before + after) / 2 - there };
  }
  return best.offset;
}
