import type { Locator } from "playwright-core";

/** Long for a page, short for a person. Milliseconds. */
const AGAIN_MS = 8000;

/**
 * Presses something, and waits for what it opens. Lists and forms move while others work: where the page moved between pressing
 * the button and letting it go, nothing was pressed, and a person presses again.
 */
export async function pressUntil(pressed: Locator, shown: Locator): Promise<void> {
  for (const _ of ["once", "again"]) {
    await pressed.click();
    const came = await shown.waitFor({ timeout: AGAIN_MS }).then(
      () => true,
      () => false,
    );
    if (came) return;
  }
  await shown.waitFor();
}
