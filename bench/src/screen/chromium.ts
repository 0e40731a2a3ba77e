import { type Browser, chromium } from "playwright-core";
import { findChromium } from "../../../server/src/testing/system-parts.ts";

/** The same Chromium that the journeys of e2e use. */
const FLAGS =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

/** A browser of its own for as long as the work lasts. It is a child of this process: the gate counts it as ours. */
export async function withChromium<T>(work: (browser: Browser) => Promise<T>): Promise<T> {
  const executablePath = process.env.CHROMIUM_PATH ?? findChromium() ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: FLAGS.split(" ") });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}
