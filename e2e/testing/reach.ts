import type { Page } from "playwright-core";

/** A screen of 1280 × 1024 at 400 %. */
export const ZOOMED = { width: 320, height: 256 };

/**
 * What one loses where the page is zoomed: it scrolls sideways, or something to press or to fill in cannot be brought into view
 * and be hit. Tables may scroll sideways inside themselves.
 */
export async function findLost(page: Page): Promise<string[]> {
  return await page.evaluate(async () => {
    const LEAST_TO_READ = 70;
    const lost: string[] = [];
    const width = document.documentElement.clientWidth;
    const height = document.documentElement.clientHeight;
    const name = (one: Element): string => one.outerHTML.replace(/\s+/g, " ").slice(0, 140);
    const root = document.scrollingElement;
    if (root && root.scrollWidth > width + 1) lost.push(`the page is ${root.scrollWidth} wide`);
    for (const one of document.querySelectorAll("body *")) {
      const { overflowX, overflowY } = getComputedStyle(one);
      const sideways = one.scrollWidth > one.clientWidth + 1 && /auto|scroll/.test(overflowX);
      const down = one.scrollHeight > one.clientHeight + 1 && /auto|scroll/.test(overflowY);
      if (
        down &&
        /auto|scroll/.test(overflowY) &&
        one.clientHeight < LEAST_TO_READ &&
        one.clientHeight > 0 &&
        !(one instanceof HTMLTextAreaElement) &&
        one.checkVisibility()
      )
        lost.push(`only ${one.clientHeight} high: ${name(one)}`);
      if (sideways && down && one.clientWidth > 0 && !(one instanceof HTMLTextAreaElement))
        lost.push(`scrolls two ways: ${name(one)}`);
    }
    const wanted = "button:enabled, a[href], input:enabled, select:enabled, textarea:enabled, [role='option']";
    for (const one of document.querySelectorAll(wanted)) {
      if (
        !one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) ||
        one.closest("[inert], [aria-hidden='true']")
      )
        continue;
      const own = one.getBoundingClientRect();
      // Said, not shown: check boxes that are drawn by something else. Links to skip are shown once they have the focus.
      if (own.width < 4 || own.height < 4 || one.getAttribute("href")?.startsWith("#")) continue;
      one.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const box = one.getBoundingClientRect();
      // What is higher than the view is hit in its middle: its top may be scrolled away.
      const down = box.height > height / 2 ? box.height / 2 : Math.min(box.height / 2, 20);
      const [x, y] = [box.left + box.width / 2, box.top + down];
      if (x < 0 || x > width || y < 0 || y > height) {
        lost.push(`out of reach (${Math.round(x)}, ${Math.round(y)}): ${name(one)}`);
        continue;
      }
      if (box.right > width + 2 || box.left < -2)
        lost.push(`cut off (${Math.round(box.left)} to ${Math.round(box.right)}): ${name(one)}`);
      const labels = one instanceof HTMLInputElement ? [...(one.labels ?? [])] : [];
      const hits = [0.2, 0.5, 0.8].map((part) => document.elementFromPoint(box.left + box.width * part, y));
      const isHit = hits.some(
        (hit) => hit !== null && (one.contains(hit) || hit.contains(one) || labels.some((each) => each.contains(hit))),
      );
      if (!isHit) lost.push(`covered: ${name(one)} by ${hits[1] ? name(hits[1]) : "nothing"}`);
    }
    return lost;
  });
}
