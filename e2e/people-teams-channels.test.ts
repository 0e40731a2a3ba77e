import { businessHoursView, conversationRow, listConversationsAnswer, slaPolicyView } from "@guichet/contract";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiContacts, addApiContacts } from "./testing/api-contacts.ts";
import { launchBrowser, openAs, type Window } from "./testing/browser.ts";
import { addAgent, type Person, setUp } from "./testing/house.ts";
import { look, photographFailures } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

describe("people, teams and channels", () => {
  let guichet: Guichet;
  let browser: Browser;
  let ada: Person;
  let shop: ApiContacts;
  let press: ApiContacts;
  let admin: Window;
  let bea: Window;
  let page: Page;

  beforeAll(async () => {
    [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
    ada = await setUp(guichet);
    shop = await addApiContacts(ada, "Shop");
    press = await addApiContacts(ada, "Press");
    await shop.write("Anna", "Hello from Anna");
    await press.write("Dora", "Hello from Dora");
    const agent = await addAgent(guichet, ada, {
      firstName: "Bea",
      lastName: "Lind",
      channels: { [shop.channelId]: "viewer" },
    });
    await addAgent(guichet, ada, { firstName: "Carl", lastName: "Berg" });
    admin = await openAs(browser, guichet.base, ada, "/settings/agents");
    bea = await openAs(browser, guichet.base, agent, "/inbox/new");
    page = admin.page;
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    shop?.stop();
    press?.stop();
    await guichet?.stop();
  });

  it("W10 the list of agents is searched, and leads to each agent's page", async () => {
    await page.getByRole("row", { name: /Bea Lind/ }).waitFor();
    await look(page, "agents");
    await page.getByLabel("Search by name or e-mail").fill("carl@");
    await expect.poll(() => page.getByRole("row", { name: /@lumen\.example/ }).count()).toBe(1);
    await page.getByLabel("Search by name or e-mail").fill("bea");
    await page.getByRole("link", { name: /Bea Lind/ }).click();
    await page.getByRole("heading", { name: "Bea Lind" }).waitFor();
  });

  it("W13 a Viewer reads and may comment, but not reply; a Contributor replies, without signing in again", async () => {
    await bea.page.getByRole("link", { name: /Hello from Anna/ }).click();
    await bea.page.getByText("Your role on this channel lets you read and comment, not reply.").waitFor();
    await choose(page, "Role for Shop", "Contributor");
    await save(page);
    await bea.page
      .getByText("Your role on this channel lets you read and comment, not reply.")
      .waitFor({ state: "detached" });
    await bea.page.getByRole("button", { name: "Reply", exact: true }).click();
    await bea.page.getByRole("textbox", { name: "Reply" }).fill("Good morning");
  });

  it("seed S11 losing a channel removes the assignments in it, and the audit trail says so", async () => {
    await bea.page.getByRole("button", { name: /^Assignment:/ }).click();
    await bea.page.getByRole("button", { name: /^Bea Lind/ }).click();
    await bea.page.getByText("Waiting on Bea Lind").waitFor();
    await page.getByRole("combobox", { name: "Add a channel" }).click();
    await page.getByRole("option", { name: /Press/ }).click();
    await page.getByRole("button", { name: "Remove Shop" }).click();
    await save(page);
    await bea.page.getByText("Hello from Dora").first().waitFor();
    await expect.poll(() => bea.page.getByRole("link", { name: /Hello from Anna/ }).count()).toBe(0);
    await bea.page.getByText("This conversation is not here").waitFor();
    const { items } = await ada.call(listConversationsAnswer, "GET", "/conversations?status=new");
    const anna = items.find((one) => one.contact.name === "Anna");
    expect(conversationRow.parse(anna).assignee).toBeNull();
    await page.goto(`${guichet.base}/conversations/${anna?.id}`);
    await page.getByText(/The assignment of Bea Lind was removed/).waitFor();
  });

  it("W15 W17 W38 a team opens its channels to its members, each in a role", async () => {
    await page.goto(`${guichet.base}/settings/teams`);
    await look(page, "no-teams");
    await page.getByRole("button", { name: "Add team" }).first().click();
    await page.getByRole("dialog").getByLabel("Name").fill("Evening");
    await page.getByRole("dialog").getByRole("button", { name: "Add" }).click();
    await page.getByRole("heading", { name: "Evening" }).waitFor();
    await page.getByRole("combobox", { name: "Add a member" }).click();
    await page.getByRole("option", { name: /Bea Lind/ }).click();
    await page.getByRole("combobox", { name: "Add a channel" }).click();
    await page.getByRole("option", { name: /Shop/ }).click();
    await choose(page, "Role for Bea Lind", "Supervisor");
    await save(page);
    const dot = page.getByRole("listitem").filter({ hasText: "Bea Lind" }).locator("[data-presence]");
    await bea.page.getByRole("button", { name: /^Availability:/ }).click();
    await bea.page.getByRole("menuitem", { name: "Available" }).click();
    await page.reload();
    await expect.poll(() => dot.getAttribute("title")).toBe("Available");
    await look(page, "team");
    await bea.page.goto(`${guichet.base}/inbox/new`);
    await bea.page.getByRole("link", { name: /Hello from Anna/ }).waitFor();
    expect(await bea.page.getByRole("link", { name: /Hello from Dora/ }).count()).toBe(0);
  });

  it("W18 deleting the team takes away what only it opened", async () => {
    await page.getByRole("button", { name: "Delete the team" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete the team" }).click();
    await page.getByText("Evening is deleted.").waitFor();
    await bea.page.getByText("You have no access to any channel").waitFor();
  });

  it("W20 access is given from the channel's page too", async () => {
    await page.goto(`${guichet.base}/settings/channels`);
    await look(page, "channels");
    await page.getByRole("link", { name: /Press/ }).click();
    await page.getByRole("heading", { name: "Press", exact: true }).waitFor();
    await page.getByRole("combobox", { name: "Add an agent" }).click();
    await page.getByRole("option", { name: /Carl Berg/ }).click();
    await save(page);
    await page.goto(`${guichet.base}/settings/agents`);
    await page.getByRole("row", { name: /Carl Berg.*1 channel/ }).waitFor();
  });

  it("W150 a channel is renamed and paused: nothing is sent through it", async () => {
    await page.goto(`${guichet.base}/settings/channels/${shop.channelId}`);
    await page.getByLabel("Display name").fill("Boutique");
    await save(page);
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByText(/Paused: contacts cannot reach you here and nothing is sent/).waitFor();
    await look(page, "channel-paused");
    await page.getByRole("button", { name: "Resume" }).click();
    await page.getByText("Connected").first().waitFor();
  });

  it("W151 deleting a channel names its SLA policy and hours, asks for its name, resolves what is open and keeps its history", async () => {
    const channelIds = [shop.channelId];
    const targets = { firstResponseMinutes: 60, conversationResponseMinutes: null };
    await ada.call(slaPolicyView, "POST", "/sla-policies", { name: "Quick", ...targets, channelIds });
    const day = [{ from: "09:00", until: "17:00" }];
    const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    const week = Object.fromEntries(days.map((name) => [name, day]));
    await ada.call(businessHoursView, "POST", "/business-hours", { name: "Office", timeZone: "UTC", week, channelIds });
    await page.getByRole("button", { name: "Delete the channel" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("The SLA policy “Quick” applies here.", { exact: false }).waitFor();
    await dialog.getByText("The business hours “Office” apply here.", { exact: false }).waitFor();
    await look(page, "channel-delete");
    expect(await dialog.getByRole("button", { name: "Delete the channel" }).isDisabled()).toBe(true);
    await dialog.getByLabel("Type “Boutique” to confirm").fill("Boutique");
    await dialog.getByRole("button", { name: "Delete the channel" }).click();
    await page.getByText("Boutique is deleted.").waitFor();
    await expect.poll(() => page.getByRole("row", { name: /Boutique/ }).count()).toBe(0);
  });

  it("W170 every change stands in the audit log with who made it and what stood there before", async () => {
    await page.goto(`${guichet.base}/settings/audit-log`);
    await page.getByText("Channel removed").or(page.getByText("Channel deleted")).first().waitFor();
    for (const action of ["Access changed", "Team deleted", "Channel changed", "Agent added"]) {
      await page.getByText(action).first().waitFor();
    }
    await look(page, "audit-log");
    await page.getByRole("button", { name: "Show the change" }).first().click();
  });

  it("W19 the last Admin cannot be made an Agent", async () => {
    await page.goto(`${guichet.base}/settings/agents/${ada.id}`);
    await page.getByRole("radio", { name: /^Agent/ }).check();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText(/At least one active Admin must remain/).waitFor();
    await look(page, "agent");
  });

  it("neither browser complained", () => {
    expect([...admin.complaints, ...bea.complaints]).toEqual([]);
  });
});

async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("You have unsaved changes").waitFor({ state: "detached" });
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).first().click();
  await page.getByRole("option", { name: new RegExp(`^${option}`) }).click();
}
