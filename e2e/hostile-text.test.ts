import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeVectors } from "../server/src/testing/xss/vectors.ts";
import { type ApiContacts, addApiContacts } from "./testing/api-contacts.ts";
import { launchBrowser, openAs, openWindow } from "./testing/browser.ts";
import { addAgent, type Person, setUp } from "./testing/house.ts";
import { photographFailures } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";
import { type Canary, openCanary, watchExecution } from "./testing/watch-execution.ts";

const VECTORS_A_MESSAGE = 12;

describe("hostile text", () => {
  let guichet: Guichet;
  let browser: Browser;
  let canary: Canary;
  let shop: ApiContacts;
  let agent: Person;
  let vectors: string[];

  beforeAll(async () => {
    [guichet, browser, canary] = await Promise.all([startGuichet(), launchBrowser(), openCanary()]);
    vectors = makeVectors(canary.address);
    const admin = await setUp(guichet);
    shop = await addApiContacts(admin, "Shop");
    const channels = { [shop.channelId]: "contributor" } as const;
    agent = await addAgent(guichet, admin, { firstName: "Bea", lastName: "Lind", channels });
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    shop?.stop();
    canary?.stop();
    await guichet?.stop();
  });

  it("S1 a page that puts foreign text into its markup is caught, so the watch can fail", async () => {
    const { page, context } = await openWindow(browser);
    const seen = watchExecution(page);
    await page.setContent(vectors.slice(0, 60).join("\n"));
    await expect.poll(seen).toContain("a script ran");
    await page.setContent(vectors.slice(-36).join("\n"));
    await expect.poll(() => canary.calls.length).toBeGreaterThan(0);
    await context.close();
  });

  it("S1 three hundred hostile messages and names stay text in queue and thread", async () => {
    expect(vectors.length).toBeGreaterThanOrEqual(300);
    const before = canary.calls.length;
    for (let at = 0; at < vectors.length; at += VECTORS_A_MESSAGE) {
      await shop.write("Anna", vectors.slice(at, at + VECTORS_A_MESSAGE).join("\n"));
    }
    const names = vectors.filter((vector) => vector.length < 60).slice(0, 6);
    for (const name of names) await shop.write(name, name);
    const { page, complaints } = await openAs(browser, guichet.base, agent, "/inbox/new");
    const seen = watchExecution(page);
    const queue = page.getByRole("region", { name: "Shared Inbox" });
    await queue.getByText("Anna", { exact: true }).first().click();
    const thread = page.getByRole("region", { name: /^Conversation with/ });
    const last = vectors.at(-1) ?? "";
    await expect.poll(() => thread.textContent()).toContain(last);
    await expect.poll(() => queue.textContent()).toContain(names[0]);
    expect(await seen()).toEqual([]);
    expect(complaints).toEqual([]);
    expect(canary.calls.slice(before)).toEqual([]);
  });
});
