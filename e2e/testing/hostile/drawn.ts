import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import type { Vector } from "../../../server/src/testing/xss/vectors.ts";
import type { Show } from "./corpus.ts";

/** Which hostile texts have been seen as text, letter for letter, over as many looks as it takes. */
export type Drawn = {
  look(place: Locator | Page): Promise<void>;
  /** Looks until the last one has been on the screen; throws after `patience` ms. */
  lookUntilAll(place: Locator | Page, patience?: number): Promise<void>;
  /**
   * The same in a list or a thread that is scrolled to its other end, and back again: what comes late, or is read late
   * from the server, stands where one has been already.
   */
  scrollUntilAll(scroller: Locator, to: End, patience?: number): Promise<void>;
  /** Every one of them was on the screen. */
  all(): void;
  readonly missing: number;
};

type End = "end" | "start";

const PATIENCE_MS = 60_000;

/** `show`: the text as it stands in the place, where it is not the bare one. */
export function countDrawn(vectors: readonly Vector[], show: Show = ({ text }) => text): Drawn {
  const wanted = new Map(vectors.map((vector) => [vector.serial, show(vector).replaceAll(/\s+/g, " ").trim()]));
  const take = (texts: string): void => {
    for (const [serial, text] of wanted) if (texts.includes(text)) wanted.delete(serial);
  };
  const look = async (place: Locator | Page): Promise<void> => {
    take(await ("goto" in place ? place.locator("html") : place).evaluate(readTexts));
  };
  const scrollThrough = async (scroller: Locator, towards: End): Promise<void> => {
    for (let still = 0; still < 4; ) {
      take(await scroller.evaluate(readTexts));
      const moved = await scroller.evaluate(scrollOn, towards);
      still = moved ? 0 : still + 1;
    }
  };
  return {
    look,
    async lookUntilAll(place, patience = PATIENCE_MS) {
      for (const begun = performance.now(); wanted.size > 0 && performance.now() - begun < patience; ) {
        await look(place);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      this.all();
    },
    async scrollUntilAll(scroller, to, patience = PATIENCE_MS) {
      await scroller.waitFor();
      const begun = performance.now();
      for (let towards = to; ; towards = towards === "end" ? "start" : "end") {
        await scrollThrough(scroller, towards);
        if (wanted.size === 0 || performance.now() - begun > patience) break;
      }
      this.all();
    },
    all() {
      const kinds = vectors.filter(({ serial }) => wanted.has(serial));
      expect(
        kinds.map(({ serial, form }) => `${serial} ${form}: ${wanted.get(serial)}`),
        "never drawn",
      ).toEqual([]);
    },
    get missing() {
      return wanted.size;
    },
  };
}

/** Everything a person can see, hear or have read to them: texts, fields, names and titles; shadow trees and frames too. */
function readTexts(place: Element): string {
  const texts: string[] = [];
  const read = (root: Element | ShadowRoot): void => {
    texts.push(root.textContent ?? "");
    for (const element of [...(root instanceof Element ? [root] : []), ...root.querySelectorAll("*")]) {
      for (const name of ["aria-label", "title", "placeholder", "alt"]) texts.push(element.getAttribute(name) ?? "");
      if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) texts.push(element.value);
      if (element.shadowRoot) read(element.shadowRoot);
      const inner = element instanceof HTMLIFrameElement ? element.contentDocument?.body : undefined;
      if (inner) read(inner);
    }
  };
  read(place);
  return texts.join("\n").replaceAll(/\s+/g, " ");
}

/** One screen further, and two frames for what is drawn then. False: there was nothing left, for a good moment. */
async function scrollOn(place: Element, to: End): Promise<boolean> {
  const before = [place.scrollTop, place.scrollHeight];
  place.scrollBy({ top: (to === "end" ? 0.7 : -0.7) * place.clientHeight, behavior: "instant" });
  const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  await frame();
  if (place.scrollTop !== before[0] || place.scrollHeight !== before[1]) return true;
  await new Promise((resolve) => setTimeout(resolve, 250));
  return place.scrollTop !== before[0] || place.scrollHeight !== before[1];
}
