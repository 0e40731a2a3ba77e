import { knowledgeCollectionView, knowledgeItemView, listConversationsAnswer, topicView } from "@guichet/contract";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type ApiContacts, addApiContacts } from "./testing/api-contacts.ts";
import { launchBrowser, openWindow, type Window } from "./testing/browser.ts";
import { addAgent, PASSWORD, type Person, setUp } from "./testing/house.ts";
import { photographFailures } from "./testing/look.ts";
import { EVERYWHERE } from "./testing/open-shop.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

const CONTACTS = ["Anna", "Bruno", "Clara", "Dora", "Emil", "Fatou", "Goran", "Hana", "Ines", "Jonas"];

describe("without a pointer", () => {
  let guichet: Guichet;
  let browser: Browser;
  let shop: ApiContacts;
  let ada: Person;
  let bea: Person;
  let carl: Person;
  let own: Window;
  let page: Page;

  beforeAll(async () => {
    [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
    ada = await setUp(guichet);
    shop = await addApiContacts(ada, "Shop");
    const channels = { [shop.channelId]: "contributor" as const };
    bea = await addAgent(guichet, ada, { firstName: "Bea", lastName: "Lind", channels });
    carl = await addAgent(guichet, ada, { firstName: "Carl", lastName: "Lind", channels });
    await ada.call(topicView, "POST", "/topics", { name: "Opening hours", description: "" });
    await ada.call(z.unknown(), "PATCH", "/organization", { afterReply: "stay" });
    const shelf = await ada.call(knowledgeCollectionView, "POST", "/knowledge-collections", {
      ...EVERYWHERE,
      name: "Quick",
    });
    const response = {
      kind: "response",
      collectionId: shelf.id,
      title: "Open until six",
      text: "We are open until six.",
    };
    await ada.call(knowledgeItemView, "POST", "/knowledge-items", response);
    for (const contact of CONTACTS) await shop.write(contact, `Hello from ${contact}`);
    own = await openWindow(browser);
    page = own.page;
    await own.context.addInitScript(countPointers);
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    shop?.stop();
    await guichet?.stop();
  });

  it("W98 W133 W103 W99 W62 ten conversations are answered and resolved from sign-in on, with the keyboard alone", async () => {
    await page.goto(guichet.base);
    await tabTo(page.getByLabel("E-mail address"));
    await page.keyboard.type(bea.email);
    await tabTo(page.getByLabel("Password", { exact: true }));
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press("Enter");
    await page.getByText("Hello from Anna").first().waitFor();
    // One becomes Available by the palette, and what waits longest opens by itself.
    await page.keyboard.press("Control+k");
    await page.keyboard.type("availability");
    await page.getByRole("option", { name: /Change availability/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("combobox", { name: "Change availability: choose" }).waitFor();
    await page.getByRole("option", { name: "Available" }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Availability: Available" }).waitFor();
    for (const [place, contact] of CONTACTS.entries()) {
      const pane = page.getByRole("region", { name: `Conversation with ${contact}` });
      await pane.waitFor();
      await expect.poll(() => pane.evaluate((one) => one.contains(document.activeElement))).toBe(true);
      if (place === 2) await comment(pane);
      await answer(pane);
      await giveTopic(pane);
      if (place === 4) await boomerang();
      else await page.keyboard.press("e");
    }
    await page.getByText("Nobody is waiting").waitFor();
    // Order is kept in each conversation; ten of them leave side by side.
    await expect.poll(() => shop.received.map((one) => one.contact).sort()).toEqual(CONTACTS);
    expect(new Set(shop.received.map((one) => one.text))).toEqual(new Set(["We are open until six."]));
    const resolved = await bea.call(listConversationsAnswer, "GET", "/conversations?status=resolved");
    expect(resolved.items).toHaveLength(10);
    expect(resolved.items.every((row) => row.topicIds.length === 1)).toBe(true);
    expect(resolved.items.filter((row) => row.boomerang !== null).map((row) => row.contact.name)).toEqual(["Emil"]);
    expect(await page.evaluate(() => Reflect.get(window, "pointers"))).toBe(0);
    expect(own.complaints).toEqual([]);
  });

  it("W98 who does not see the screen is told of new work out of sight, of the assignment, and that the message left", async () => {
    await page.setViewportSize({ width: 1440, height: 520 });
    for (const contact of ["Kai", "Lea", "Mia", "Nils", "Olga", "Pia", "Rosa", "Sven"])
      await shop.write(contact, `Hello from ${contact}`);
    const pane = page.getByRole("region", { name: /^Conversation with/ });
    await pane.waitFor();
    const queue = page.getByRole("region", { name: "Shared Inbox" });
    const said = (where: Locator, words: string): Promise<void> =>
      where.getByRole("status").filter({ hasText: words }).waitFor({ state: "attached" });
    await queue.getByRole("link", { name: /Kai/ }).waitFor();
    await shop.write("Tom", "Hello from Tom");
    await said(queue, "out of sight");
    const id = /[0-9a-f-]{36}/.exec(page.url())?.[0];
    await bea.call(z.unknown(), "PUT", `/conversations/${id}/assignee`, { userId: carl.id });
    await said(pane, "Assigned to Carl Lind");
    await bea.call(z.unknown(), "PUT", `/conversations/${id}/assignee`, { userId: null });
    await said(pane, "Unassigned");
    await answer(pane);
    await said(pane, "Your message: Sent");
  });

  /** `/` in the reply offers responses; Enter inserts, Ctrl+Enter sends. */
  async function answer(pane: Locator): Promise<void> {
    await page.keyboard.press("r");
    await page.keyboard.type("/six");
    await page.getByRole("option", { name: /Open until six/ }).waitFor();
    await page.keyboard.press("Enter");
    const field = pane.getByRole("textbox", { name: "Reply" });
    await expect.poll(() => field.inputValue()).toBe("We are open until six.");
    await page.keyboard.press("Control+Enter");
    await pane.getByRole("article", { name: /^Reply by/ }).waitFor();
    await page.keyboard.press("Escape");
  }

  async function comment(pane: Locator): Promise<void> {
    await page.keyboard.press("n");
    await page.keyboard.type("@Car");
    await page.getByRole("option", { name: /Carl Lind/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.type("please note");
    await page.keyboard.press("Control+Enter");
    await pane.getByText("please note").first().waitFor();
    await page.keyboard.press("Escape");
  }

  async function giveTopic(pane: Locator): Promise<void> {
    await page.keyboard.press("t");
    await page.getByRole("combobox", { name: "Search topics" }).waitFor();
    await page.keyboard.type("open");
    await page.keyboard.press("Enter");
    await pane.getByRole("list", { name: "Topics", exact: true }).getByText("Opening hours").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("combobox", { name: "Search topics" }).waitFor({ state: "detached" });
  }

  /** Resolved, and back by itself: by the palette, which has no pointer to be missed. */
  async function boomerang(): Promise<void> {
    await page.keyboard.press("Control+k");
    await page.keyboard.type("resolve, and back");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Resolved, and back by itself" });
    await dialog.waitFor();
    await tabTo(dialog.getByRole("button", { name: /^In 15 minutes/ }));
    await page.keyboard.press("Enter");
  }

  async function tabTo(element: Locator): Promise<void> {
    await element.waitFor();
    for (let steps = 0; steps < 30; steps += 1) {
      if (await element.evaluate((one) => one === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error("The Tab key does not lead there.");
  }
});

/** Whatever a pointer does is counted: a journey without one has none. A browser says once where its own stands. */
function countPointers(): void {
  Reflect.set(window, "pointers", 0);
  for (const type of ["pointerdown", "pointermove", "mousedown", "mousemove", "touchstart", "wheel"]) {
    window.addEventListener(
      type,
      (event) => {
        const stands = event instanceof MouseEvent && type.endsWith("move") && event.clientX + event.clientY === 0;
        if (!stands) Reflect.set(window, "pointers", Reflect.get(window, "pointers") + 1);
      },
      true,
    );
  }
}
