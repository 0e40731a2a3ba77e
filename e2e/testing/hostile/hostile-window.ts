import type { Browser, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { openWindow } from "../browser.ts";
import type { Person } from "../house.ts";
import { isWholeDrill } from "./corpus.ts";
import { type Watch, watchContext } from "./watch-page.ts";

export type WatchedWindow = {
  readonly page: Page;
  readonly watch: Watch;
  /** Goes to a page of ours and waits until it is still. */
  goTo(path: string): Promise<void>;
  /** Nothing that foreign text could do has happened, in any page of this window, since it was opened. */
  isClean(): Promise<void>;
};

/** What the watch itself would run in frames that run nothing. */
const OUR_OWN = /^Blocked script execution in 'about:srcdoc' because the document's frame is sandboxed/;
/** The whole corpus takes longer than any other journey. */
export const DRILL_MS = isWholeDrill() ? 1_200_000 : 120_000;

/** A watched browser of somebody's own; signed in when a person is given. */
export async function openWatched(browser: Browser, base: string, person?: Person): Promise<WatchedWindow> {
  const { context, page, complaints } = await openWindow(browser);
  const watch = await watchContext(context, base);
  if (person) await context.addCookies([{ name: "guichet", value: person.session, url: base }]);
  return {
    page,
    watch,
    async goTo(path) {
      await page.goto(base + path);
      await watch.quiet();
    },
    async isClean() {
      await watch.quiet();
      expect(await watch.findings()).toEqual([]);
      expect(complaints.filter((complaint) => !OUR_OWN.test(complaint))).toEqual([]);
    },
  };
}

/** Presses a button such as "Load more" until it is gone. What it stands under is on the screen already. */
export async function pressUntilGone(button: Locator, watch: Watch): Promise<void> {
  while ((await button.count()) > 0) {
    await button.first().click();
    await watch.quiet();
    // What came last is drawn, be the machine as slow as it likes.
    await button.page().evaluate(waitForTwoFrames);
  }
}

async function waitForTwoFrames(): Promise<void> {
  for (const _ of [1, 2]) await new Promise((resolve) => requestAnimationFrame(resolve));
}
