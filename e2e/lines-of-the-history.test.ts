import { contactView } from "@guichet/contract";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type ApiContacts, addApiContacts } from "./testing/api-contacts.ts";
import { launchBrowser, openAs, type Window } from "./testing/browser.ts";
import { addAgent, type Person, setUp } from "./testing/house.ts";
import { look, photographFailures } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

describe("the lines of the history", () => {
  let guichet: Guichet;
  let browser: Browser;
  let shop: ApiContacts;
  let agent: Person;
  let colleague: Person;
  let bea: Window;
  let page: Page;
  let thread: Locator;

  beforeAll(async () => {
    [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
    const ada = await setUp(guichet);
    shop = await addApiContacts(ada, "Shop");
    await shop.write("Anna", "My number is 4711", { id: "first" });
    await shop.write("Anna", "Hello from Anna");
    const channels = { [shop.channelId]: "contributor" } as const;
    agent = await addAgent(guichet, ada, { firstName: "Bea", lastName: "Lind", channels });
    colleague = await addAgent(guichet, ada, { firstName: "Carl", lastName: "Lind", channels });
    bea = await openAs(browser, guichet.base, agent, "/inbox/new");
    page = bea.page;
    thread = page.getByRole("region", { name: /^Conversation with/ });
    await page.getByRole("link", { name: /Hello from Anna/ }).click();
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    shop?.stop();
    await guichet?.stop();
  });

  it("W114 W169 marking the contact as VIP is a line at once, with who and when; taking the mark another one", async () => {
    await page.getByRole("button", { name: "Mark as VIP" }).click();
    await thread.getByText(/^Bea Lind marked the contact as VIP - On .+ at \d/).waitFor();
    await page.getByRole("button", { name: "Remove the VIP mark" }).click();
    await thread.getByText(/^Bea Lind marked the contact as no longer VIP - On /).waitFor();
  });

  it("W169 a message that the contact deletes leaves its place, marked, and a line", async () => {
    await thread.getByText("My number is 4711").waitFor();
    await shop.write("Anna", "", { type: "message_deleted", id: "first" });
    await thread.getByText(/^The contact deleted a message on the network - On /).waitFor();
    await thread.getByText("Deleted by its author").waitFor();
    expect(await thread.getByText("My number is 4711").count()).toBe(0);
    await look(page, "history-lines");
  });

  it("W88 hidden, the audit trail stays hidden after a reload, for this person alone; what happens meanwhile is written", async () => {
    const lines = thread.getByText(/ - On .+ at \d/);
    await expect.poll(() => lines.count()).toBeGreaterThan(1);
    await choose(false);
    await expect.poll(() => lines.count()).toBe(0);
    await thread.getByText("Hello from Anna").waitFor();
    await look(page, "history-lines-hidden");
    // What happens while nobody looks.
    const contactId = await contactOf();
    await agent.call(contactView, "PATCH", `/contacts/${contactId}`, { vip: true });
    await page.getByRole("button", { name: "Remove the VIP mark" }).waitFor();
    // It is kept for the person, and not for this browser alone.
    const kept = z.object({ preferences: z.record(z.string(), z.unknown()) });
    const isShown = async () => (await agent.call(kept, "PATCH", "/me", {})).preferences["inbox.auditTrails"];
    await expect.poll(isShown).toBe(false);
    await page.reload();
    await thread.getByText("Hello from Anna").waitFor();
    expect(await lines.count()).toBe(0);
    const carl = await openAs(browser, guichet.base, colleague, new URL(page.url()).pathname);
    await carl.page
      .getByText(/^Bea Lind marked the contact as VIP - On /)
      .first()
      .waitFor();
    expect(carl.complaints).toEqual([]);
    await carl.context.close();
    await choose(true);
    await expect.poll(() => thread.getByText(/^Bea Lind marked the contact as VIP - On /).count()).toBe(1);
    // Many lines that follow one another are folded: the rest is one step away.
    await thread.getByRole("button", { name: "2 more changes" }).click();
    await expect.poll(() => thread.getByText(/^Bea Lind marked the contact as VIP - On /).count()).toBe(2);
    // What is chosen leaves for the server a moment later.
    await expect.poll(isShown).not.toBe(false);
    await page.reload();
    await expect.poll(() => lines.count()).toBeGreaterThan(0);
  });

  it("W88 W169 the same in French", async () => {
    await agent.call(z.unknown(), "PATCH", "/me", { locale: "fr" });
    const french = await openAs(browser, guichet.base, agent, new URL(page.url()).pathname);
    await french.page
      .getByText(/^Bea Lind a marqué le contact comme VIP - Le .+ à \d+ h \d/)
      .first()
      .waitFor();
    await french.page.getByText("Supprimé par son auteur").waitFor();
    await look(french.page, "history-lines-fr");
    expect(french.complaints).toEqual([]);
  });

  it("the browser did not complain", () => {
    expect(bea.complaints).toEqual([]);
  });

  /** With the keyboard: open the menu, change the one choice, close it. */
  async function choose(shown: boolean): Promise<void> {
    await thread.getByRole("button", { name: "Conversation view" }).click();
    const item = page.getByRole("menuitemcheckbox", { name: "Audit trails" });
    await expect.poll(() => item.getAttribute("aria-checked")).toBe(String(!shown));
    await item.press("Enter");
    await expect.poll(() => item.getAttribute("aria-checked")).toBe(String(shown));
    await page.keyboard.press("Escape");
  }

  async function contactOf(): Promise<string> {
    const found = z.object({ items: z.array(z.object({ contact: z.object({ id: z.string() }) })) });
    const { items } = await agent.call(found, "GET", "/conversations?status=new");
    return items[0]?.contact.id ?? "";
  }
});
