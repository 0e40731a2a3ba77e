import { bootstrap, conversationRow, organizationView, resolutionReasonView } from "@guichet/contract";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type ApiContacts, addApiContacts } from "./testing/api-contacts.ts";
import { launchBrowser, openAs, type Window } from "./testing/browser.ts";
import { addAgent, type Person, setUp } from "./testing/house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";
import { pressUntil } from "./testing/press-until.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

describe("states and time", () => {
  let guichet: Guichet;
  let browser: Browser;
  let shop: ApiContacts;
  let ada: Person;
  let one: Person;
  let bea: Window;
  let carl: Window;
  let admin: Window;
  let page: Page;
  let queue: Locator;
  let thread: Locator;
  let reply: Locator;

  beforeAll(async () => {
    [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
    ada = await setUp(guichet);
    shop = await addApiContacts(ada, "Shop");
    const channels = { [shop.channelId]: "contributor" } as const;
    one = await addAgent(guichet, ada, { firstName: "Bea", lastName: "Lind", channels });
    const two = await addAgent(guichet, ada, { firstName: "Carl", lastName: "Lind", channels });
    for (const contact of ["Anna", "Bruno", "Clara", "Dora"]) await shop.write(contact, `Hello from ${contact}`);
    bea = await openAs(browser, guichet.base, one, "/inbox/new");
    carl = await openAs(browser, guichet.base, two, "/inbox/new");
    admin = await openAs(browser, guichet.base, ada, "/settings/queue");
    page = bea.page;
    queue = page.getByRole("region", { name: "Shared Inbox" });
    thread = page.getByRole("region", { name: /^Conversation with/ });
    reply = thread.getByRole("textbox", { name: "Reply" });
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    shop?.stop();
    await guichet?.stop();
  });

  it("W62 W64 by the keyboard a conversation is told to come back, and everybody sees when", async () => {
    await open("Anna");
    await page.keyboard.press("h");
    const dialog = page.getByRole("dialog", { name: "Pending, and back by itself" });
    await dialog.getByRole("textbox", { name: "Note" }).fill("Ask the depot about the lamp");
    await look(page, "boomerang-dialog");
    await dialog.getByRole("button", { name: /^In 15 minutes/ }).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByText("Anna: comes back in 60 minutes").waitFor();
    await toTab("Pending");
    const row = queue.getByRole("link", { name: /Anna.*Comes back to New in (59|60) minutes/ });
    await row.click();
    const bar = thread.getByRole("region", { name: "Boomerang" });
    await bar.getByText("Ask the depot about the lamp").waitFor();
    // It stays open: what had the focus before the dialog has it again.
    await thread.focus();
    await page.keyboard.press("h");
    await page.getByRole("dialog", { name: "Pending, and back by itself" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect.poll(() => thread.evaluate((pane) => pane === document.activeElement)).toBe(true);
    await bar.getByText("Set by Bea Lind").waitFor();
    await thread
      .getByText(/Bea Lind set a boomerang: back in New/)
      .last()
      .waitFor();
    await look(page, "boomerang-set");
    await carl.page
      .getByRole("region", { name: "Shared Inbox" })
      .getByRole("link", { name: /^Pending/ })
      .click();
    await carl.page.getByRole("link", { name: /Anna.*Comes back to New/ }).waitFor();
  });

  it("W64 it is cancelled from the bar, and Z sets it again", async () => {
    const bar = thread.getByRole("region", { name: "Boomerang" });
    await bar.getByRole("button", { name: "Cancel boomerang" }).click();
    await bar.waitFor({ state: "detached" });
    await carl.page.getByRole("link", { name: /Anna.*Comes back/ }).waitFor({ state: "detached" });
    await page.keyboard.press("z");
    await bar.waitFor();
    await carl.page.getByRole("link", { name: /Anna.*Comes back to New/ }).waitFor();
    await thread.getByText(/Bea Lind cancelled the boomerang/).waitFor();
  });

  it("W62 a moment of one's own, past ones are refused, and whoever would be resolved first hears so", async () => {
    await thread.getByRole("button", { name: "Change", exact: true }).click();
    const dialog = page.getByRole("dialog");
    const moment = dialog.getByLabel("At a moment of your choice");
    await moment.fill("2020-01-01T09:00");
    await dialog.getByRole("button", { name: "Set", exact: true }).click();
    await dialog.getByText("Choose a moment that is still to come", { exact: false }).waitFor();
    const far = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
    await moment.fill(`${far}T09:00`);
    await dialog.getByText("would not come back", { exact: false }).waitFor();
    await look(page, "boomerang-own-moment", WIDE);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    await moment.fill(`${tomorrow}T14:30`);
    await dialog.getByRole("button", { name: "Set", exact: true }).click();
    await thread
      .getByText(/14:30\)/)
      .first()
      .waitFor();
  });

  it("W69 the contact writes, and the boomerang is gone", async () => {
    await shop.write("Anna", "I found it myself");
    await thread.getByRole("log").getByText("I found it myself").waitFor();
    await thread.getByRole("region", { name: "Boomerang" }).waitFor({ state: "detached" });
    await thread.getByText(/wrote, which cancelled the boomerang/).waitFor();
  });

  it("W63 one that is due comes back to New by itself, on every screen", async () => {
    await toTab("New");
    await open("Bruno");
    const id = /[0-9a-f-]{36}/.exec(page.url())?.[0];
    await page.keyboard.press("h");
    await page.getByRole("dialog").getByText("Resolved", { exact: true }).click();
    await page
      .getByRole("dialog", { name: "Resolved, and back by itself" })
      .getByRole("button", { name: /^In 15 minutes/ })
      .click();
    await expect.poll(() => names()).not.toContain("Bruno");
    const at = new Date(Date.now() + 1500).toISOString();
    await one.call(conversationRow, "PUT", `/conversations/${id}/boomerang`, { at, note: "" });
    await expect.poll(() => names()).toContain("Bruno");
    await open("Bruno");
    await thread
      .getByText("The boomerang of Bea Lind brought the conversation back to New", { exact: false })
      .waitFor();
  });

  it("W57 Undo takes Resolve back, and where it stood before", async () => {
    await open("Clara");
    await thread.getByRole("button", { name: "Pending", exact: true }).click();
    await toTab("Pending");
    await open("Clara");
    await page.keyboard.press("e");
    await expect.poll(() => names()).not.toContain("Clara");
    await page.keyboard.press("z");
    await expect.poll(() => names()).toContain("Clara");
    await thread.getByText("Pending", { exact: true }).first().waitFor();
  });

  it("W97 a reply taken back in time never leaves: text and file are in the reply box again", async () => {
    await toTab("New");
    await open("Dora");
    await reply.fill("This was a mistake");
    await page
      .getByTestId("attach")
      .setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("hello") });
    await thread.getByText("a.txt").waitFor();
    await thread.getByRole("button", { name: "Send and pending" }).click();
    await page.getByText("Reply to Dora leaves in 5 seconds").waitFor();
    await page.getByRole("region", { name: "Notices" }).getByRole("button", { name: /^Undo/ }).first().click();
    await page.getByText("your reply is in the reply box again", { exact: false }).waitFor();
    await expect.poll(() => reply.inputValue()).toBe("This was a mistake");
    await thread.getByText("a.txt").first().waitFor();
    await thread.getByText("Bea Lind took a reply back before it left", { exact: false }).waitFor();
    await expect.poll(() => names()).toContain("Dora");
    await new Promise((resolve) => setTimeout(resolve, 6500));
    expect(shop.received.map((message) => message.text)).not.toContain("This was a mistake");
  });

  it("W97 closing the browser does not lose a held reply; a reload offers Take back until it leaves", async () => {
    await reply.fill("Better: here it is");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Reply to Dora leaves in 5 seconds").waitFor();
    await page.reload();
    await expect.poll(() => shop.received.map((message) => message.text)).toContain("Better: here it is");
    // And what tells of it is for everybody's eyes and ears.
    await toTab("Pending");
    await open("Dora");
    await reply.fill("And one thing more");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Reply to Dora leaves in 5 seconds").waitFor();
    await look(page, "reply-held", WIDE);
    await expect.poll(() => shop.received.map((message) => message.text)).toContain("And one thing more");
  });

  it("W66 an Admin sets up reasons, and Resolve asks for one by the keyboard", async () => {
    const settings = admin.page;
    await settings.goto(`${guichet.base}/settings/resolution-reasons`);
    await settings.getByText("Resolution provided").waitFor();
    await settings.getByRole("button", { name: "Add a reason" }).click();
    await settings.getByRole("textbox", { name: "Name" }).fill("No answer needed");
    await settings.keyboard.press("Enter");
    await settings.getByText("No answer needed").waitFor();
    await settings.getByRole("switch", { name: "Shop: asked for private conversations" }).press("Space");
    await expect
      .poll(
        async () =>
          (
            await ada.call(
              z.object({ items: z.array(z.object({ reasonAsked: z.object({ private: z.boolean() }) }).loose()) }),
              "GET",
              "/channels",
            )
          ).items[0]?.reasonAsked.private,
      )
      .toBe(true);
    await look(settings, "resolution-reasons");
    await toTab("New");
    await open("Bruno");
    await expect.poll(async () => (await ada.call(bootstrap, "GET", "/bootstrap")).resolutionReasons.length).toBe(2);
    await page.waitForTimeout(300);
    await page.keyboard.press("e");
    const dialog = page.getByRole("dialog", { name: "Resolve the conversation with Bruno" });
    await dialog.waitFor();
    await expect.poll(() => dialog.getByRole("button", { name: "Resolve" }).isDisabled()).toBe(true);
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    await look(page, "resolve-dialog");
    await page.keyboard.press("Enter");
    await expect.poll(() => names()).not.toContain("Bruno");
    await toTab("Resolved");
    await open("Bruno");
    await thread
      .getByText(/Bea Lind marked the conversation as Resolved \((Resolution provided|No answer needed)\)/)
      .waitFor();
    const { items } = await ada.call(z.object({ items: z.array(resolutionReasonView) }), "GET", "/resolution-reasons");
    expect(items.map((reason) => reason.name)).toEqual(["No answer needed", "Resolution provided"]);
  });

  it("W58 W65 an Admin shortens auto-resolve and has Pending come back by itself", async () => {
    const settings = admin.page;
    await settings.goto(`${guichet.base}/settings/queue`);
    const after = settings.getByRole("textbox", { name: "After" });
    await after.nth(1).fill("3");
    await settings.getByRole("switch", { name: "Bring Pending back by itself" }).press("Space");
    await look(settings, "queue-settings");
    await settings.getByRole("button", { name: "Save" }).click();
    await expect
      .poll(async () => {
        const { autoResolve, systemBoomerangHours } = await ada.call(organizationView, "GET", "/organization");
        return [autoResolve.new.hours, autoResolve.pending.hours, systemBoomerangHours];
      })
      .toEqual([720, 72, 24]);
  });

  it("W59 W150 a channel has times of its own, and the list of channels shows them", async () => {
    const settings = admin.page;
    await settings.goto(`${guichet.base}/settings/channels/${shop.channelId}`);
    const own = settings.getByRole("switch", { name: "Own time in New" });
    await expect.poll(() => own.isEnabled()).toBe(true);
    await own.press("Space");
    await settings.getByRole("textbox", { name: "After" }).first().fill("2");
    await look(settings, "channel-auto-resolve", WIDE);
    await settings.getByRole("button", { name: "Save" }).click();
    await settings.getByText("Saved").waitFor();
    await settings.goto(`${guichet.base}/settings/channels`);
    await settings.getByText("New: 2 d").waitFor();
    await settings.getByText("Pending: 3 d").waitFor();
    await look(settings, "channels-auto-resolve", WIDE);
  });

  it("speaks French", async () => {
    await page.goto(`${guichet.base}/profile`);
    await page.getByRole("combobox", { name: "Language" }).click();
    await page.getByRole("option", { name: "Français" }).click();
    await page.getByText("Annulation des réponses").first().waitFor();
    await look(page, "undo-profile-fr", WIDE);
    await page.goto(`${guichet.base}/inbox/pending`);
    await page.getByRole("link", { name: /Clara/ }).click();
    await page.getByRole("region", { name: /^Conversation avec/ }).waitFor();
    await page.keyboard.press("h");
    await page.getByRole("dialog", { name: "En attente, avec retour automatique" }).waitFor();
    await look(page, "boomerang-dialog-fr");
  });

  it("no browser complained", () => {
    expect([...bea.complaints, ...carl.complaints, ...admin.complaints]).toEqual([]);
  });

  async function open(name: string): Promise<void> {
    const row = queue.getByRole("link", { name: new RegExp(name) });
    await pressUntil(row, page.getByRole("region", { name: `Conversation with ${name}` }));
  }

  async function toTab(name: "New" | "Pending" | "Resolved"): Promise<void> {
    await queue.getByRole("link", { name: new RegExp(`^${name}`) }).click();
  }

  async function names(): Promise<string[]> {
    return await queue
      .locator("a[data-row] bdi:first-of-type")
      .evaluateAll((all) =>
        all.filter((one) => one.parentElement?.querySelector("time, [title]")).map((one) => one.textContent ?? ""),
      );
  }
});
