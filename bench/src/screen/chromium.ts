import { type Browser, chromium } from "playwright-core";
import { chromiumOptions } from "../../../server/src/testing/system-parts.ts";

/** A browser of its own for as long as the work lasts. It is a child of this process: the gate counts it as ours. */
export async function withChromium<T>(work: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await chromium.launch(chromiumOptions());
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}
