import { organizationView, resolutionReasonView, topicView } from "@guichet/contract";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiContacts, addApiContacts } from "./testing/api-contacts.ts";
import { launchBrowser, openAs, type Window } from "./testing/browser.ts";
import { addAgent, type Person, setUp } from "./testing/house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

describe("bulk actions", () => {
  let guichet: Guichet;
  let browser: Browser;
  let shop: ApiContacts;
  let depot: ApiContacts;
  let ada: Person;
  let bea: Window;
  let carl: Window;
  let page: Page;
  let queue: Locator;
  let bar: Locator;
  let progress: Locator;
  let notices: Locator;

  beforeAll(async () => {
    [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
    ada = await setUp(guichet);
    shop = await addApiContacts(ada, "Shop");
    depot = await addApiContacts(ada, "Depot");
    const channels = { [shop.channelId]: "contributor", [depot.channelId]: "contributor" } as const;
    const one = await addAgent(guichet, ada, { firstName: "Bea", lastName: "Lind", channels });
    const two = await addAgent(guichet, ada, { firstName: "Carl", lastName: "Lind", channels });
    const inShop = { [shop.channelId]: "contributor" } as const;
    await addAgent(guichet, ada, { firstName: "Dan", lastName: "Lind", channels: inShop });
    for (const contact of ["Anna", "Bruno", "Clara", "Dora"]) await shop.write(contact, `Hello from ${contact}`);
    for (const contact of ["Emil", "Fanny"]) await depot.write(contact, `Hello from ${contact}`);
    bea = await openAs(browser, guichet.base, one, "/inbox/new");
    carl = await openAs(browser, guichet.base, two, "/inbox/new");
    page = bea.page;
    queue = page.getByRole("region", { name: "Shared Inbox" });
    bar = page.getByRole("region", { name: "Selected conversations" });
    progress = page.getByRole("region", { name: "Bulk action" });
    notices = page.getByRole("region", { name: "Notices" });
    await row("Anna").waitFor();
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    shop?.stop();
    depot?.stop();
    await guichet?.stop();
  });

  it("W49 rows are selected by key, by range and by check box, and Escape lets go of them", async () => {
    await row("Anna").focus();
    await page.keyboard.press("x");
    await bar.getByText("1 selected").waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Shift+X");
    await bar.getByText("3 selected").waitFor();
    await look(page, "bulk-selected", WIDE);
    await page.keyboard.press("Escape");
    await bar.waitFor({ state: "detached" });
    await row("Bruno").hover();
    await queue.getByRole("checkbox", { name: "Select Bruno" }).check();
    await queue.getByRole("checkbox", { name: "Select Dora" }).click({ modifiers: ["Shift"] });
    await bar.getByText("3 selected").waitFor();
    await queue.getByRole("checkbox", { name: "Select Clara" }).uncheck();
    await bar.getByText("2 selected").waitFor();
    await row("Anna").focus();
    await page.keyboard.press("Control+a");
    await bar.getByText("6 selected").waitFor();
    await page.keyboard.press("Escape");
    await bar.waitFor({ state: "detached" });
    await page.keyboard.press("Shift+ArrowDown");
    await bar.getByText("2 selected").waitFor();
    await bar.getByRole("button", { name: "Clear the selection" }).click();
    await bar.waitFor({ state: "detached" });
  });

  it("W49 W51 what a colleague holds is left and named, the rest of both channels is resolved, and each trail names the agent", async () => {
    await carl.page.getByRole("link", { name: /Bruno/ }).click();
    await carl.page.getByRole("region", { name: "Conversation with Bruno" }).waitFor();
    await row("Bruno").getByTitle("Carl Lind is answering").waitFor();
    for (const name of ["Anna", "Bruno", "Emil"]) await select(name);
    await bar.getByRole("button", { name: "Resolve" }).click();
    await notices.getByText("2 resolved").waitFor();
    await progress.getByText("1 was left as it is.").waitFor();
    await expect.poll(names).toEqual(["Bruno", "Clara", "Dora", "Fanny"]);
    await look(page, "bulk-done-with-skipped");
    await progress.getByRole("button", { name: "Show why" }).click();
    const dialog = page.getByRole("dialog", { name: "1 left as it is" });
    await dialog.getByText("Carl Lind is working on it").waitFor();
    await look(page, "bulk-skipped", WIDE);
    await dialog.getByRole("link", { name: "Bruno" }).click();
    await page.getByRole("region", { name: "Conversation with Bruno" }).waitFor();
    await page.keyboard.press("u");
    await progress.getByRole("button", { name: "Dismiss" }).click();
    await progress.waitFor({ state: "detached" });
    await toTab("Resolved");
    for (const name of ["Anna", "Emil"]) {
      await row(name).click();
      const thread = page.getByRole("region", { name: `Conversation with ${name}` });
      await thread.getByText(/Bea Lind bulk resolved the conversation/).waitFor();
    }
    await page.goto(`${guichet.base}/inbox/new`);
    await row("Clara").waitFor();
  });

  it("W49 W70 a selection is offered to those who reach its channels; who reaches some alone says so and stands last", async () => {
    const people = async (): Promise<string[]> => {
      await bar.getByRole("button", { name: "Assign to" }).click();
      const options = page.getByRole("option");
      await options.filter({ hasText: "Carl Lind" }).waitFor();
      const texts = await options.locator(":scope > span:last-child").allTextContents();
      return texts.map((text) => /Unassigned|Bea|Carl|Dan|Ada/.exec(text)?.[0] ?? text);
    };
    await select("Clara");
    const ofShop = await people();
    expect(ofShop).toContain("Dan");
    await look(page, "bulk-assign", WIDE);
    await page.keyboard.press("Escape");
    await select("Fanny");
    expect(await people()).toEqual([...ofShop.filter((name) => name !== "Dan"), "Dan"]);
    await page.getByRole("option", { name: /Dan Lind.*only some of the channels/ }).waitFor();
    expect(await page.getByRole("option", { name: /only some/ }).count()).toBe(1);
    await look(page, "bulk-assign-some", WIDE);
    await page.keyboard.press("Escape");
    await bar.getByRole("button", { name: "Clear the selection" }).click();
  });

  it("W49 Z takes a bulk action back; assigning and topics go the same way", async () => {
    for (const name of ["Clara", "Dora"]) await select(name);
    await bar.getByRole("button", { name: "Assign to" }).click();
    await page.getByRole("combobox", { name: "Search colleagues" }).fill("carl");
    await page.keyboard.press("Enter");
    await notices.getByText("2 assignments changed").waitFor();
    await row("Clara").getByTitle("Assigned to Carl Lind").waitFor();
    for (const name of ["Clara", "Dora"]) await select(name);
    await bar.getByRole("button", { name: "Resolve" }).click();
    await expect.poll(names).toEqual(["Bruno", "Fanny"]);
    await notices.getByText("2 resolved").waitFor();
    await page.keyboard.press("z");
    await notices.getByText("2 taken back").waitFor();
    await expect.poll(names).toEqual(["Bruno", "Clara", "Dora", "Fanny"]);
    await row("Clara").getByTitle("Assigned to Carl Lind").waitFor();
    await ada.call(topicView, "POST", "/topics", { name: "Delivery", description: "" });
    await page.waitForTimeout(500);
    await select("Fanny");
    await bar.getByRole("button", { name: "Topic" }).click();
    await page.getByRole("option", { name: "Delivery" }).click();
    await notices.getByText("Topics changed on 1").waitFor();
    await row("Fanny").getByText("Delivery").waitFor();
  });

  it("W49 W98 the keys of one conversation serve for all that is selected", async () => {
    await select("Fanny");
    // Faster than the names arrive: Enter is not lost.
    const answers = "**/api/v1/conversations/*/assignees";
    await page.route(answers, async (route) => {
      await page.waitForTimeout(600);
      await route.continue();
    });
    await page.keyboard.press("a");
    await page.getByRole("combobox", { name: "Search colleagues" }).fill("bea");
    await page.keyboard.press("Enter");
    await notices.getByText("1 assignment changed").waitFor();
    await row("Fanny").getByTitle("Assigned to Bea Lind").waitFor();
    await page.unroute(answers);
    await select("Fanny");
    await page.keyboard.press("e");
    await expect.poll(names).toEqual(["Bruno", "Clara", "Dora"]);
    await notices.getByText("1 resolved").waitFor();
    await page.keyboard.press("z");
    await notices.getByText("1 taken back").waitFor();
    await expect.poll(names).toEqual(["Bruno", "Clara", "Dora", "Fanny"]);
  });

  it("W50 W67 a reason and a topic are asked for once, and the topic goes to those that have none", async () => {
    const { reasonsAsked } = await ada.call(organizationView, "GET", "/organization");
    await ada.call(resolutionReasonView, "POST", "/resolution-reasons", { name: "Campaign over" });
    await ada.call(organizationView, "PATCH", "/organization", {
      topicRequired: true,
      reasonsAsked: { ...reasonsAsked, bulk: true },
    });
    await page.waitForTimeout(700);
    for (const name of ["Clara", "Fanny"]) await select(name);
    await bar.getByRole("button", { name: "Resolve" }).click();
    const dialog = page.getByRole("dialog", { name: "Resolve 2 conversations" });
    await expect.poll(() => dialog.getByRole("button", { name: "Resolve" }).isDisabled()).toBe(true);
    await dialog.getByRole("option", { name: "Delivery" }).click();
    await dialog.getByRole("radio", { name: "Campaign over" }).check();
    await look(page, "bulk-resolve-dialog", WIDE);
    await dialog.getByRole("button", { name: "Resolve" }).click();
    await notices.getByText("2 resolved").waitFor();
    await expect.poll(names).toEqual(["Bruno", "Dora"]);
    await toTab("Resolved");
    await row("Clara").click();
    const thread = page.getByRole("region", { name: "Conversation with Clara" });
    await thread.getByText(/Bea Lind bulk resolved the conversation \(Campaign over\)/).waitFor();
    await thread
      .getByText("The topic “Delivery” was added to the conversation by Bea Lind", { exact: false })
      .waitFor();
  });

  it("W49 all in this view, more than is loaded: the rest of the view goes along", async () => {
    await ada.call(organizationView, "PATCH", "/organization", {
      topicRequired: false,
      reasonsAsked: { bulk: false, autoResolve: true, automation: false },
    });
    for (let n = 0; n < 130; n += 1) await depot.write(`Guest ${n}`, "Hello");
    await page.goto(`${guichet.base}/inbox/new`);
    await row("Guest 1 ").first().waitFor();
    await row("Bruno").focus();
    await page.keyboard.press("Control+a");
    await bar.getByRole("button", { name: "Select all 132 in this view" }).waitFor();
    await look(page, "bulk-whole-view", WIDE);
    await bar.getByRole("button", { name: "Select all 132 in this view" }).click();
    await bar.getByText("All 132 in this view").waitFor();
    await bar.getByRole("button", { name: "Assign to" }).click();
    // Of the shop and the depot: Ada reaches both, Dan the shop alone.
    await page.getByRole("option", { name: /Dan Lind.*only some of the channels/ }).waitFor();
    expect(await page.getByRole("option", { name: /only some/ }).count()).toBe(1);
    await page.keyboard.press("Escape");
    await bar.getByRole("button", { name: "Resolve" }).click();
    await progress
      .getByText(/^Resolving|was left as it is/)
      .first()
      .waitFor();
    await look(page, "bulk-running", [1440]);
    await notices.getByText("131 resolved").waitFor();
    await progress.getByText("1 was left as it is.").waitFor();
    await expect.poll(names).toEqual(["Bruno"]);
  });

  it("speaks French, at the width of a phone, where a touch of the picture selects", async () => {
    await page.goto(`${guichet.base}/profile`);
    await page.getByRole("combobox", { name: "Language" }).click();
    await page.getByRole("option", { name: "Français" }).click();
    await page.getByRole("link", { name: "Mon profil" }).waitFor();
    await page.goto(`${guichet.base}/inbox/new`);
    const link = page.getByRole("link", { name: /Bruno/ });
    await link.waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole("checkbox", { name: "Sélectionner Bruno" }).check({ force: true });
    await page.getByText("1 sélectionnée").waitFor();
    await look(page, "bulk-selected-fr", [390]);
  });

  it("no browser complained", () => {
    expect([...bea.complaints, ...carl.complaints]).toEqual([]);
  });

  function row(name: string): Locator {
    return queue.getByRole("link", { name: new RegExp(name) });
  }

  async function select(name: string): Promise<void> {
    await row(name).hover();
    await queue.getByRole("checkbox", { name: `Select ${name}` }).check();
  }

  async function toTab(name: "New" | "Pending" | "Resolved"): Promise<void> {
    await queue.getByRole("link", { name: new RegExp(`^${name}`) }).click();
  }

  async function names(): Promise<string[]> {
    const links = await queue.locator("[data-row]").allTextContents();
    return links.map((text) => /Anna|Bruno|Clara|Dora|Emil|Fanny|Guest \d+/.exec(text)?.[0] ?? text).sort();
  }
});
