import { listConversationsAnswer } from "@guichet/contract";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { makeVectors, sliceOf, type Vector } from "../server/src/testing/xss/vectors.ts";
import { launchBrowser, openWindow } from "./testing/browser.ts";
import { type Canary, openCanary } from "./testing/hostile/canary.ts";
import { countDrawn } from "./testing/hostile/drawn.ts";
import { openApiDoor } from "./testing/hostile/post-events.ts";
import { readTextAsMarkup } from "./testing/hostile/sabotage.ts";
import { type FindingKind, watchContext } from "./testing/hostile/watch-page.ts";
import { type Person, setUp } from "./testing/house.ts";
import { photographFailures } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

/** For each detector: what it must catch, and whether the page's policy stands in the way of the fault. */
const FAULTS: Record<FindingKind, { has: RegExp; withoutPolicy: boolean }> = {
  dialog: { has: /^<img [^>]*alert\(/, withoutPolicy: true },
  call: { has: /^<img [^>]*fetch\(/, withoutPolicy: true },
  global: { has: /^<script[^>]*>window\./, withoutPolicy: true },
  policy: { has: /^<img [^>]*onerror="alert/, withoutPolicy: false },
  address: { has: /^<a [^>]*href="javascript:alert/, withoutPolicy: false },
  marker: { has: /^<details [^>]*alert/, withoutPolicy: false },
};
const KINDS = Object.keys(FAULTS) as FindingKind[];

/** A drill that cannot fail proves nothing: each of its eyes sees the fault that was made for it. */
describe("the watch for hostile text", () => {
  let guichet: Guichet;
  let browser: Browser;
  let canary: Canary;
  let admin: Person;
  let vectors: Vector[];

  beforeAll(async () => {
    [guichet, browser, canary] = await Promise.all([startGuichet(), launchBrowser(), openCanary()]);
    vectors = makeVectors(canary.address);
    admin = await setUp(guichet);
    const door = await openApiDoor(admin, "Shop");
    await door.post(
      KINDS.map((kind) => {
        const name = vectors.find(({ text }) => FAULTS[kind].has.test(text))?.text ?? "";
        return { type: "message", id: kind, contact: { id: kind, name }, text: `The fault of ${kind}` };
      }),
    );
    await vi.waitUntil(async () => (await listRows()).length === KINDS.length, { timeout: 30_000 });
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    canary?.stop();
    await guichet?.stop();
  });

  it("S1 the corpus has more than three hundred hostile texts, and its slice holds every form", () => {
    expect(new Set(vectors.map(({ text }) => text)).size).toBeGreaterThanOrEqual(300);
    const forms = (of: readonly Vector[]): Set<string> => new Set(of.map(({ form }) => form));
    expect(forms(sliceOf(vectors, 2))).toEqual(forms(vectors));
  });

  it.each(KINDS)("S1 an app that reads text as markup is caught by: %s", async (kind) => {
    const { findings } = await openConversation(kind, readTextAsMarkup);
    await expect.poll(async () => (await findings()).map((one) => one.kind)).toContain(kind);
    if (kind === "call") expect(canary.calls.length).toBeGreaterThan(0);
  });

  it.each(KINDS)("S1 the app as it is is clean of: %s", async (kind) => {
    const { page, findings, quiet } = await openConversation(kind, () => undefined);
    await page.getByRole("article").getByText(`The fault of ${kind}`).waitFor();
    await quiet();
    expect(await findings()).toEqual([]);
  });

  it("S1 a text that was not drawn is missed", async () => {
    const { page, context } = await openWindow(browser);
    const drawn = countDrawn(vectors.slice(0, 2));
    await page.setContent("<p></p>");
    await page.locator("p").evaluate((element, text) => element.replaceChildren(text), vectors[0]?.text ?? "");
    await drawn.look(page);
    expect(drawn.missing).toBe(1);
    expect(() => drawn.all()).toThrow("never drawn");
    await context.close();
  });

  async function listRows() {
    return (await admin.call(listConversationsAnswer, "GET", "/conversations?status=new")).items;
  }

  async function openConversation(kind: FindingKind, fault: () => void) {
    const row = (await listRows()).find(({ lastMessage }) => lastMessage?.text === `The fault of ${kind}`);
    const { page, context } = await openWindow(browser, { bypassCSP: FAULTS[kind].withoutPolicy });
    onTestFinished(() => context.close());
    const watch = await watchContext(context, guichet.base);
    await context.addInitScript(fault);
    await context.addCookies([{ name: "guichet", value: admin.session, url: guichet.base }]);
    // What a dialog interrupts does not arrive whole.
    await page.goto(`${guichet.base}/conversations/${row?.id}`, { waitUntil: "commit" });
    return { page, ...watch };
  }
});
