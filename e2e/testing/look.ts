import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { beforeEach, expect, onTestFailed } from "vitest";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");
const FOLDER = fileURLToPath(new URL("../screenshots/", import.meta.url));
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];
type Finding = { id: string; impact: string; nodes: { html: string; failureSummary: string }[] };

/**
 * Looks at a page as it is now: a picture for people at three widths, light and dark (`e2e/screenshots`, not kept in git),
 * and no serious or critical barrier in any of them.
 */
export async function look(page: Page, name: string): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const before = page.viewportSize() ?? SIZES[0] ?? { width: 1440, height: 900 };
  const barriers: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await settle(page);
      await page.screenshot({ path: `${FOLDER}${name}-${size.width}-${colorScheme}.png` });
      const found = isChecked(size.width, colorScheme) ? await findBarriers(page) : [];
      barriers.push(...found.map((one) => `${size.width} ${colorScheme}: ${one}`));
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  await page.setViewportSize(before);
  await settle(page);
  // The journey goes on: what else is wrong shall be seen too.
  expect.soft(barriers, name).toEqual([]);
}

/** The widest and the narrowest, each colour scheme once. */
function isChecked(width: number, colorScheme: "light" | "dark"): boolean {
  return width === (colorScheme === "dark" ? 1440 : 390);
}

/** Whatever moves has come to rest: drawn twice and no transition left. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    const moving = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(moving.map((one) => one.finished));
  });
}

/** What axe finds serious or critical, and where. Runs beside the page's policy, not under it. */
async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const violations: Finding[] = await page.evaluate(async () => {
    const axe = Reflect.get(window, "axe");
    return (await axe.run(document, { resultTypes: ["violations"] })).violations;
  });
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`).join("\n")}`,
    );
}

/** What every open page showed when a test failed. */
export function photographFailures(browserOf: () => Browser): void {
  beforeEach(({ task }) => {
    onTestFailed(async () => {
      mkdirSync(FOLDER, { recursive: true });
      const pages = browserOf()
        .contexts()
        .flatMap((context) => context.pages());
      const name = task.name.replaceAll(/\W+/g, "-").slice(0, 50);
      for (const [place, page] of pages.entries())
        await page.screenshot({ path: `${FOLDER}failed-${name}-${place}.png` });
    });
  });
}
