import { createRequire } from "node:module";
import fc from "fast-check";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toSafeHtml } from "../server/src/connectors/email/reading/safe-html.ts";
import { hostileHtml } from "../server/src/testing/xss/hostile-html.ts";
import { sanitiseBadly } from "../server/src/testing/xss/sanitise-badly.ts";
import { makeVectors } from "../server/src/testing/xss/vectors.ts";
import { launchBrowser } from "./testing/browser.ts";
import { isWholeDrill } from "./testing/hostile/corpus.ts";
import { DRILL_MS } from "./testing/hostile/hostile-window.ts";
import { judgeHtml, judgeWithPurify } from "./testing/hostile/judge-html.ts";

const PURIFY = createRequire(import.meta.url).resolve("dompurify/dist/purify.min.js");
const SAMPLES = isWholeDrill() ? 20_000 : 1000;
/** Sent to the page at once. */
const PIECE = 500;

/** The sanitiser of mails, judged by the parser that will read what it lets through. */
describe("sanitised HTML, read by a browser", { timeout: DRILL_MS }, () => {
  let browser: Browser;
  let page: Page;
  const vectors = makeVectors("https://canary.example");
  const seed = Date.now() % 1_000_000;
  const hostile = [...vectors.map(({ text }) => text), ...fc.sample(hostileHtml, { numRuns: SAMPLES, seed })];

  beforeAll(async () => {
    browser = await launchBrowser();
    page = await browser.newPage();
    await page.addScriptTag({ path: PURIFY });
  });
  afterAll(async () => {
    await browser?.close();
  });

  it("S2 holds nothing forbidden in HTML, SVG and MathML, and is the same tree when it is read again", async () => {
    const { faults } = await judge(hostile.map((html) => toSafeHtml(html) ?? ""));
    expect(faults, `seed ${seed}`).toEqual([]);
  });

  it("S2 what the browser makes of it, sanitised once more, stays as the browser made it", async () => {
    const { written } = await judge(hostile.map((html) => toSafeHtml(html) ?? ""));
    const again = await judge(written.map((html) => toSafeHtml(html) ?? ""));
    const changed = written.filter((html, at) => html.trim() !== again.written[at]?.trim());
    expect(changed, `seed ${seed}`).toEqual([]);
  });

  it("S2 a second sanitiser finds nothing to remove", async () => {
    const safe = hostile.map((html) => toSafeHtml(html) ?? "");
    const removed: string[] = [];
    for (let at = 0; at < safe.length; at += PIECE) {
      removed.push(...(await page.evaluate(judgeWithPurify, safe.slice(at, at + PIECE))));
    }
    expect(removed, `seed ${seed}`).toEqual([]);
  });

  it.each([
    ["P158 xmp", "xmp", "the element xmp"],
    ["P159 form action", "form action", "the attribute action"],
    ["P159 form action of a button", "form action of a button", "the attribute formaction"],
    ["P159 poster", "poster", "the attribute poster"],
    ["P160 textarea", "textarea", "the element textarea"],
    ["P161 SVG animation", "svg animated address", "the element animate"],
    ["event handlers", "image error", "the attribute onerror"],
    ["script addresses", "script address", "the address javascript:"],
  ])("S2 a sanitiser that lets %s through is found, so the judge can fail", async (_, form, fault) => {
    const own = vectors.filter((vector) => vector.form === form).map(({ text }) => text);
    expect((await judge(own.map((html) => toSafeHtml(html) ?? ""))).faults).toEqual([]);
    // Some payloads are known to the library itself: then the bare text stands for a sanitiser that does nothing.
    const { faults } = await judge([...own.map(sanitiseBadly), ...own]);
    expect(faults.some((one) => one.startsWith(fault))).toBe(true);
  });

  async function judge(pieces: readonly string[]) {
    const all = { faults: [] as string[], written: [] as string[] };
    for (let at = 0; at < pieces.length; at += PIECE) {
      const { faults, written } = await page.evaluate(judgeHtml, pieces.slice(at, at + PIECE));
      all.faults.push(...faults);
      all.written.push(...written);
    }
    return all;
  }
});
