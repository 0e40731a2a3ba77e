import type { Browser } from "playwright-core";
import { median } from "../protocol/statistics.ts";
import { load, openContext } from "../screen/screen.ts";
import { traceTasks } from "../screen/trace-tasks.ts";
import type { QueueSite } from "./queue-world.ts";

/** Loads with nothing cached and again with everything cached; each time a browser's window of its own. */
export async function measureLoads(browser: Browser, site: QueueSite, times: number): Promise<Record<string, number>> {
  const found: Record<string, number[]> = { lcpCold: [], lcpWarm: [], coldCpu: [], warmCpu: [], lcpBlank: [] };
  for (let n = 0; n < times; n += 1) {
    const context = await openContext(browser, site.place);
    const page = await context.newPage();
    const cold = await traceTasks(browser, () => load(page, site.place));
    const warm = await traceTasks(browser, () => load(page, site.place));
    found.lcpCold?.push(cold.value);
    found.lcpWarm?.push(warm.value);
    found.coldCpu?.push(cold.tasks.cpuMs);
    found.warmCpu?.push(warm.tasks.cpuMs);
    if (site.place.cookie === "") {
      await page.goto(new URL("/u0", site.place.url).href);
      await page.waitForTimeout(500);
      found.lcpBlank?.push(await page.evaluate(() => window.guichetWatch.largestPaint));
    }
    await context.close();
  }
  return Object.fromEntries(
    Object.entries(found).flatMap(([name, values]) => (values.length === 0 ? [] : [[name, median(values)]])),
  );
}
