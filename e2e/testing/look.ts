import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { beforeEach, expect, onTestFailed } from "vitest";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const FOLDER = fileURLToPath(new URL("../screenshots/", import.meta.url));
const HEIGHTS = { 1440: 900, 1024: 768, 390: 844 };
type Width = keyof typeof HEIGHTS;
const WIDTHS: readonly Width[] = [1440, 1024, 390];
/** For what a change to the layout of a phone would close: menus, unsaved choices. */
export const WIDE: readonly Width[] = [1440, 1024];
type Finding = { id: string; impact: string; nodes: { html: string; failureSummary: string }[] };

/** Pictures are for whoever looks at them: `PICTURES=1 npm test -- e2e/…` takes them. */
const takesPictures = process.env.PICTURES === "1";

/**
 * Looks at a page as it is now: no serious or critical barrier, dark on the widest screen and light on the narrowest; and
 * with `PICTURES=1` a picture for people at every width, light and dark (`e2e/screenshots`, not kept in git).
 */
export async function look(page: Page, name: string, widths: readonly Width[] = WIDTHS): Promise<void> {
  const before = page.viewportSize() ?? { width: 1440, height: HEIGHTS[1440] };
  const barriers: string[] = [];
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    // The widest and the narrowest are checked, each in one colour scheme.
    const checked = colorScheme === "dark" ? widths.at(0) : widths.at(-1);
    for (const width of widths.filter((one) => takesPictures || one === checked)) {
      await page.setViewportSize({ width, height: HEIGHTS[width] });
      await settle(page);
      if (takesPictures) await takePicture(page, `${name}-${width}-${colorScheme}`);
      const found = width === checked ? await findBarriers(page) : [];
      barriers.push(...found.map((one) => `${width} ${colorScheme}: ${one}`));
    }
  }
  await page.emulateMedia({ colorScheme: null });
  await page.setViewportSize(before);
  await settle(page);
  // The journey goes on: what else is wrong shall be seen too.
  expect.soft(barriers, name).toEqual([]);
}

async function takePicture(page: Page, name: string): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  await page.screenshot({ path: `${FOLDER}${name}.png` });
}

/** Whatever moves has come to rest; one transition may set off the next, further inside. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let quiet = 0; quiet < 4; quiet++) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const roots = [document, ...[...document.querySelectorAll("*")].flatMap(({ shadowRoot }) => shadowRoot ?? [])];
      const running = roots.flatMap((root) => root.getAnimations());
      const moving = running.filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
      if (moving.length > 0) quiet = 0;
      await Promise.allSettled(moving.map((one) => one.finished));
    }
  });
}

/** What axe finds serious or critical, and where. */
async function findBarriers(page: Page): Promise<string[]> {
  return await findWith(page, (impact) => impact === "serious" || impact === "critical");
}

/** Whatever axe finds, minor things too. */
export async function findEveryBarrier(page: Page): Promise<string[]> {
  return await findWith(page, () => true);
}

/** Runs beside the page's policy, not under it. */
async function findWith(page: Page, counts: (impact: string) => boolean): Promise<string[]> {
  if (!(await page.evaluate(() => Reflect.has(window, "axe")))) await page.evaluate(AXE);
  const violations: Finding[] = await page.evaluate(async () => {
    const axe = Reflect.get(window, "axe");
    // No rule that is asked here reads style sheets or what a film says: fetching them again is half of the time.
    return (await axe.run(document, { resultTypes: ["violations"], preload: false })).violations;
  });
  return violations
    .filter(({ impact }) => counts(impact))
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`).join("\n")}`,
    );
}

/** What every open page showed when a test failed. */
export function photographFailures(browserOf: () => Browser): void {
  beforeEach(({ task }) => {
    onTestFailed(async () => {
      const pages = browserOf()
        .contexts()
        .flatMap((context) => context.pages());
      const name = task.name.replaceAll(/\W+/g, "-").slice(0, 50);
      for (const [place, page] of pages.entries()) await takePicture(page, `failed-${name}-${place}`);
    });
  });
}
