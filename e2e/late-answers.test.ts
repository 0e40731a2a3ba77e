import { listConversationsAnswer } from "@guichet/contract";
import type { Browser, Page, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiContacts, addApiContacts } from "./testing/api-contacts.ts";
import { launchBrowser, openAs, openWindow, type Window } from "./testing/browser.ts";
import { type Person, setUp } from "./testing/house.ts";
import { photographFailures } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

/** What is written while a page's first questions are on their way: told once, when nobody was there to keep it. */
describe("news while the first answers are on their way", () => {
  let guichet: Guichet;
  let browser: Browser;
  let shop: ApiContacts;
  let ada: Person;
  let list: Window;

  beforeAll(async () => {
    [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
    ada = await setUp(guichet);
    shop = await addApiContacts(ada, "Shop");
    for (const contact of ["Anna", "Bruno"]) await shop.write(contact, `${contact} says 0`);
    list = await openAs(browser, guichet.base, ada, "/inbox/new");
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    shop?.stop();
    await guichet?.stop();
  });

  it("W44 I13 what a contact writes while a conversation's answer is on its way is in the thread", async () => {
    const { page } = list;
    const row = page.locator("[data-row]", { hasText: "Anna says 0" });
    await row.waitFor();
    const written = ["Anna says 0"];
    await page.route(`**/api/v1/conversations/${await idOf("Anna")}`, async (route) => {
      // The server has read, and then something happens, of which the feed tells before the answer is there.
      const response = await route.fetch();
      const text = `Anna says ${written.length}`;
      written.push(text);
      await shop.write("Anna", text);
      await page.locator("[data-row]", { hasText: text }).waitFor();
      await route.fulfill({ response });
    });
    await row.click();
    await toHoldAll(page, "Anna", () => written);
    expect(written.length).toBeGreaterThan(1);
    await page.unroute(`**/api/v1/conversations/${await idOf("Anna")}`);
  });

  it("W44 I13 what a contact writes between a conversation's answer and the world's is in thread and list", async () => {
    const { context, page } = await openWindow(browser);
    await context.addCookies([{ name: "guichet", value: ada.session, url: guichet.base }]);
    const id = await idOf("Bruno");
    const answered = Promise.withResolvers<void>();
    page.on("response", (response) => {
      if (response.url().endsWith(`/conversations/${id}`)) answered.resolve();
    });
    const beforeTheWorld = async (route: Route): Promise<void> => {
      await answered.promise;
      await shop.write("Bruno", "Bruno says 1");
      // It has been told to whoever listens already.
      await list.page.locator("[data-row]", { hasText: "Bruno says 1" }).waitFor();
      await route.continue();
    };
    await page.route("**/api/v1/bootstrap", beforeTheWorld, { times: 1 });
    await page.goto(`${guichet.base}/inbox/new/${id}`);
    await toHoldAll(page, "Bruno", () => ["Bruno says 0", "Bruno says 1"]);
    await page.locator("[data-row]", { hasText: "Bruno says 1" }).waitFor();
    await context.close();
  });

  async function toHoldAll(page: Page, contact: string, written: () => readonly string[]): Promise<void> {
    const log = page.getByRole("region", { name: `Conversation with ${contact}` }).getByRole("log");
    await log.getByText(`${contact} says 0`, { exact: true }).waitFor();
    for (const text of written()) await log.getByText(text, { exact: true }).waitFor({ timeout: 10_000 });
  }

  async function idOf(contact: string): Promise<string> {
    const { items } = await ada.call(listConversationsAnswer, "GET", "/conversations?status=new&limit=100&sort=newest");
    return items.find((row) => row.contact.name === contact)?.id ?? "";
  }
});
