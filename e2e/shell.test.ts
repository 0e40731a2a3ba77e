import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiContacts, addApiContacts } from "./testing/api-contacts.ts";
import { launchBrowser, openAs, type Window } from "./testing/browser.ts";
import { addAgent, setUp } from "./testing/house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

describe("the shell", () => {
  let guichet: Guichet;
  let browser: Browser;
  let shop: ApiContacts;
  let admin: Window;
  let agent: Window;
  let page: Page;

  beforeAll(async () => {
    [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
    const ada = await setUp(guichet);
    shop = await addApiContacts(ada, "Shop");
    const bea = await addAgent(guichet, ada, {
      firstName: "Bea",
      lastName: "Lind",
      channels: { [shop.channelId]: "contributor" },
    });
    await shop.write("Anna", "Hello from Anna");
    admin = await openAs(browser, guichet.base, ada);
    agent = await openAs(browser, guichet.base, bea);
    page = admin.page;
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    shop?.stop();
    await guichet?.stop();
  });

  it("W01 the navigation leads everywhere, and to Settings only an Admin", async () => {
    const navigation = page.getByRole("navigation", { name: "Main navigation" });
    for (const name of ["Pending", "Resolved", "Monitoring", "Reports", "Exports", "My profile", "Settings"]) {
      await navigation.getByRole("link", { name, exact: true }).click();
      await navigation.locator("a[aria-current=page]").filter({ hasText: name }).waitFor();
    }
    await look(page, "settings");
    await page.goto(`${guichet.base}/analytics/monitoring`);
    await look(page, "monitoring");
    await agent.page.getByRole("link", { name: "My profile" }).waitFor();
    expect(await agent.page.getByRole("link", { name: "Settings" }).count()).toBe(0);
    await agent.page.goto(`${guichet.base}/settings`);
    expect(await agent.page.getByRole("heading", { name: "Settings" }).count()).toBe(0);
    await agent.page.goto(guichet.base);
  });

  it("W05 W31 W38 availability is chosen at the top right, and colleagues see the dot", async () => {
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByRole("button", { name: /^Availability:/ }).click();
    await look(page, "availability", WIDE);
    await page.getByRole("menuitem", { name: "Available" }).click();
    await page.getByRole("button", { name: "Availability: Available" }).waitFor();
    await agent.page.getByRole("button", { name: "Assigned to" }).click();
    const ada = agent.page.locator("label").filter({ hasText: "Ada Admin" });
    await ada.getByRole("img", { name: "Available" }).waitFor();
    await page.getByRole("button", { name: /^Availability:/ }).click();
    await page.getByRole("menuitem", { name: "Away" }).click();
    await ada.getByRole("img", { name: "Away" }).waitFor();
    expect(await ada.getByRole("img").count()).toBe(1);
    await page.getByRole("button", { name: /^Availability:/ }).click();
    await page.getByRole("menuitem", { name: "Available" }).click();
    await ada.getByRole("img", { name: "Available" }).waitFor();
    await agent.page.keyboard.press("Escape");
  });

  it("R86 W32 W33 an Admin adds an away state; it takes the place of Away for everybody, at once, and can be taken back", async () => {
    await page.goto(`${guichet.base}/settings/away-states`);
    await look(page, "away-states-empty");
    await page.getByRole("button", { name: "Add an away state" }).first().click();
    await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("Lunch");
    await page.keyboard.press("Enter");
    await page.getByRole("row", { name: /Lunch/ }).waitFor();
    await look(page, "away-states");
    await agent.page.getByRole("button", { name: /^Availability:/ }).click();
    await expect.poll(() => agent.page.getByRole("menuitem", { name: "Away", exact: true }).count()).toBe(0);
    await look(agent.page, "availability-states", WIDE);
    await agent.page.getByRole("menuitem", { name: "Lunch" }).click();
    await agent.page.getByRole("button", { name: "Availability: Lunch" }).waitFor();
    await page.getByRole("button", { name: "Delete Lunch" }).click();
    await page.getByText("Everybody is Available or Away").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("row", { name: /Lunch.*1 person/ }).waitFor();
    // While it was deleted there was Away: the agent is offered Lunch again before it is taken from everybody.
    await agent.page.getByRole("button", { name: "Availability: Lunch" }).click();
    await agent.page.getByRole("menuitem", { name: "Lunch" }).waitFor();
    await page.getByRole("switch", { name: "Let people choose Lunch" }).click({ force: true });
    await agent.page.getByRole("menuitem", { name: "Away", exact: true }).click();
    await agent.page.getByRole("button", { name: "Availability: Away" }).waitFor();
  });

  it("W34 one chooses in one's profile what one is after signing in", async () => {
    await agent.page.goto(`${guichet.base}/profile`);
    await agent.page.getByRole("combobox", { name: "After signing in" }).click();
    await agent.page.getByRole("option", { name: "Available" }).click();
    await agent.page.reload();
    await expect
      .poll(() => agent.page.getByRole("combobox", { name: "After signing in" }).inputValue())
      .toBe("Available");
    await look(agent.page, "profile-availability");
    await agent.page.goto(`${guichet.base}/inbox/new`);
  });

  it("W04 the help menu leads to help, keys and what is new", async () => {
    await page.getByRole("button", { name: "Help" }).click();
    await page.getByRole("menuitem", { name: "Help centre" }).click();
    await page.waitForURL(/\/help$/);
    await page.getByText(/^12 kinds of channels: Web messenger, .*WhatsApp.* and API\.$/).waitFor();
    await look(page, "help");
  });

  it("W08 the palette runs a command by name, and ? lists the keys", async () => {
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByText("Anna").first().waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("pend");
    await look(page, "palette", WIDE);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/inbox\/pending$/);
    await page.keyboard.press("g");
    await page.keyboard.press("n");
    await page.waitForURL(/\/inbox\/new$/);
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await look(page, "shortcuts", WIDE);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  it("W09 what was folded stays folded after a reload", async () => {
    await page.getByRole("link", { name: /Hello from Anna/ }).click();
    await page.getByRole("button", { name: "Fold the navigation" }).click();
    await page.getByRole("button", { name: "Fold the right pane" }).click();
    await Promise.all([
      page.waitForResponse((response) => response.request().method() === "PATCH" && response.url().endsWith("/me")),
      page.getByRole("button", { name: "Fold the queue" }).click(),
    ]);
    await look(page, "folded");
    await page.reload();
    for (const name of ["Unfold the navigation", "Show the right pane", "Unfold the queue"]) {
      await page.getByRole("button", { name }).waitFor();
    }
    for (const name of ["Unfold the navigation", "Show the right pane", "Unfold the queue"]) {
      await page.getByRole("button", { name }).click();
    }
    await page.getByRole("button", { name: "Fold the right pane" }).waitFor();
  });

  it("W06 French is chosen in the profile and is there at once, everywhere", async () => {
    await page.goto(`${guichet.base}/profile`);
    await look(page, "profile");
    await page
      .getByRole("combobox", { name: "Language" })
      .or(page.getByRole("textbox", { name: "Language" }))
      .click();
    await page.getByRole("option", { name: "Français" }).click();
    await page.getByRole("link", { name: "Mon profil" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("fr");
    await look(page, "profile-fr");
    for (const [place, name] of Object.entries({
      "inbox/new": "inbox-fr",
      settings: "settings-fr",
      "settings/channels": "channels-fr",
      "settings/agents": "agents-fr",
      "settings/audit-log": "audit-log-fr",
    })) {
      await page.goto(`${guichet.base}/${place}`);
      await page.getByRole("link", { name: "Mon profil" }).waitFor();
      await page.waitForLoadState("networkidle");
      await look(page, name);
    }
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByRole("link", { name: /Hello from Anna/ }).click();
    await look(page, "conversation-fr");
  });

  it("W07 dark is chosen in the profile and stays", async () => {
    await page.goto(`${guichet.base}/profile`);
    await page.getByText("Sombre", { exact: true }).click();
    await expect.poll(scheme).toBe("dark");
    await page.reload();
    await page.getByRole("link", { name: "Mon profil" }).waitFor();
    expect(await scheme()).toBe("dark");
  });

  it("W01 an address that leads nowhere says so", async () => {
    await agent.page.goto(`${guichet.base}/nowhere`);
    await agent.page.getByText("There is nothing at this address").waitFor();
    await look(agent.page, "not-found");
  });

  it("neither browser complained", () => {
    expect([...admin.complaints, ...agent.complaints]).toEqual([]);
  });

  async function scheme(): Promise<string | null> {
    return await page.locator("html").getAttribute("data-mantine-color-scheme");
  }
});
