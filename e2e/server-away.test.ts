import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiContacts, addApiContacts } from "./testing/api-contacts.ts";
import { launchBrowser, openAs, type Window } from "./testing/browser.ts";
import { addAgent, setUp } from "./testing/house.ts";
import { photographFailures } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

const LISTS = /\/api\/v1\/conversations\?/;
const THREADS = /\/api\/v1\/conversations\/[0-9a-f-]{36}$/;

describe("a server that is away for a while", () => {
  let guichet: Guichet;
  let browser: Browser;
  let shop: ApiContacts;
  let bea: Window;

  beforeAll(async () => {
    [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
    const ada = await setUp(guichet);
    shop = await addApiContacts(ada, "Shop");
    const channels = { [shop.channelId]: "contributor" as const };
    const agent = await addAgent(guichet, ada, { firstName: "Bea", lastName: "Lind", channels });
    await shop.write("Anna", "Hello from Anna");
    bea = await openAs(browser, guichet.base, agent, "/inbox/new");
    await bea.page.getByText("Hello from Anna").waitFor();
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    shop?.stop();
    await guichet?.stop();
  });

  it("F-05 a list and a conversation that could not be fetched come by themselves when the server answers again", async () => {
    const { page } = bea;
    await page.route(LISTS, (route) => route.abort());
    await page.route(THREADS, (route) => route.abort());
    await page.reload();
    const queue = page.getByRole("region", { name: "Shared Inbox" });
    await queue.getByRole("button", { name: "Try again" }).waitFor();
    await page.unroute(LISTS);
    await queue.getByText("Hello from Anna").waitFor();
    await queue.getByText("Hello from Anna").click();
    const thread = page.getByRole("region", { name: /^Conversation with/ });
    await page.getByRole("button", { name: "Try again" }).waitFor();
    await page.unroute(THREADS);
    await thread.getByText("Hello from Anna").waitFor();
    expect(await page.getByRole("button", { name: "Try again" }).count()).toBe(0);
  });
});
