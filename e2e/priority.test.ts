import {
  type ConversationRow,
  contactGroupView,
  fallbackTeams,
  listConversationsAnswer,
  teamView,
  topicView,
} from "@guichet/contract";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type ApiContacts, addApiContacts } from "./testing/api-contacts.ts";
import { launchBrowser, openAs, type Window } from "./testing/browser.ts";
import { addAgent, type Person, setUp } from "./testing/house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

describe("what is answered sooner, and by whom", () => {
  let guichet: Guichet;
  let browser: Browser;
  let shop: ApiContacts;
  let ada: Person;
  let admin: Window;
  let inbox: Window;
  let bea: Window;
  let carl: Window;
  let page: Page;
  let desk: Page;
  let teamId: string;

  beforeAll(async () => {
    [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
    ada = await setUp(guichet);
    shop = await addApiContacts(ada, "Shop");
    for (const name of ["Urgent", "Refund"]) await ada.call(topicView, "POST", "/topics", { name });
    const rule = { type: "all", nodes: [{ type: "condition", field: "vip", operator: "equals", values: ["yes"] }] };
    await ada.call(contactGroupView, "POST", "/contact-groups", { name: "Platinum", rule });
    const channels = { [shop.channelId]: "contributor" as const };
    const one = await addAgent(guichet, ada, { firstName: "Bea", lastName: "Lind", channels });
    const two = await addAgent(guichet, ada, { firstName: "Carl", lastName: "Roux", channels });
    teamId = (await ada.call(teamView, "POST", "/teams", { name: "Front desk" })).id;
    const members = [one, two].map(({ id }) => ({ userId: id, role: "contributor" }));
    await ada.call(teamView, "PUT", `/teams/${teamId}/members`, { members });
    await ada.call(teamView, "PUT", `/teams/${teamId}/channels`, { channelIds: [shop.channelId] });
    await ada.call(fallbackTeams, "PUT", `/fallback-teams/${teamId}`, { on: true });
    for (const contact of ["Anna", "Bruno", "Clara"]) await shop.write(contact, `Hello from ${contact}`);
    admin = await openAs(browser, guichet.base, ada, "/settings/prioritization");
    inbox = await openAs(browser, guichet.base, ada, "/inbox/new");
    bea = await openAs(browser, guichet.base, one, "/inbox/new");
    carl = await openAs(browser, guichet.base, two, "/inbox/new");
    page = admin.page;
    desk = inbox.page;
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    shop?.stop();
    await guichet?.stop();
  });

  const names = async (of: Page): Promise<string[]> => {
    const texts = await of.getByRole("region", { name: "Shared Inbox" }).locator("[data-row]").allTextContents();
    return texts.map((text) => /Anna|Bruno|Clara|Dora|Emil|Fina/.exec(text)?.[0] ?? text);
  };
  const row = (of: Page, contact: string) => of.locator("[data-row]", { hasText: contact });
  const rows = async (status: string): Promise<ConversationRow[]> =>
    (await ada.call(listConversationsAnswer, "GET", `/conversations?status=${status}&sort=oldest`)).items;
  const ownersOf = async (): Promise<Record<string, string | undefined>> => {
    const found = [...(await rows("new")), ...(await rows("pending"))];
    return Object.fromEntries(found.map(({ contact, assignee }) => [contact.name, assignee?.name]));
  };
  const become = async ({ page: of }: Window, state: "Available" | "Away"): Promise<void> => {
    await of.getByRole("button", { name: /^Availability/ }).click();
    await of.getByRole("menuitem", { name: state }).click();
    await of.getByRole("button", { name: `Availability: ${state}` }).waitFor();
  };

  it("R77 an Admin says which topics, contact groups and channels are answered sooner; each choice is saved at once", async () => {
    await page.getByText("No topic is prioritized.").waitFor();
    await look(page, "prioritization-empty");
    await add("Add a topic", "Urgent");
    await page.getByText("Saved. Waiting conversations get their new place now.").first().waitFor();
    await page.getByRole("button", { name: "Take Urgent away" }).waitFor();
    await add("Add a contact group", "Platinum");
    await page.getByRole("button", { name: "Take Platinum away" }).waitFor();
    await add("Add a channel", "Shop (API)");
    await page.getByRole("button", { name: "Take Shop away" }).waitFor();
    await page.getByRole("combobox", { name: "Conversation type of Shop" }).click();
    await page.getByRole("option", { name: "Public", exact: true }).click();
    await page.reload();
    await page.getByRole("combobox", { name: "Conversation type of Shop" }).waitFor();
    expect(await page.getByRole("combobox", { name: "Conversation type of Shop" }).inputValue()).toBe("Public");
    await look(page, "prioritization");
  });

  it("R77 R13 before a topic, a contact group or a channel is deleted one reads that it is prioritized", async () => {
    const said = "It is prioritized: conversations come sooner because of it.";
    const dialog = page.getByRole("dialog");
    await page.goto(`${guichet.base}/settings/topics`);
    await page.getByRole("button", { name: "Delete Refund" }).click();
    await dialog.getByText("No conversation bears it.").waitFor();
    await dialog.getByText("No skill set asks for it.").waitFor();
    expect(await dialog.getByText(said).count()).toBe(0);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Delete Urgent" }).click();
    await dialog.getByText(said).waitFor();
    await page.goto(`${guichet.base}/settings/contact-groups`);
    await page.getByRole("link", { name: /Platinum/ }).click();
    await page.getByRole("button", { name: "Delete contact group" }).click();
    await dialog.getByText(said).waitFor();
    await page.goto(`${guichet.base}/settings/channels/${shop.channelId}`);
    await page.getByRole("button", { name: "Delete the channel" }).click();
    await dialog.getByText(said).waitFor();
    await look(page, "prioritized-channel-delete");
    await page.keyboard.press("Escape");
  });

  it("R78 R79 W48 seed S43 the row moves up while one looks, for everybody, and hovering over its mark names the reasons", async () => {
    await expect.poll(() => names(desk)).toEqual(["Anna", "Bruno", "Clara"]);
    await expect.poll(() => names(bea.page)).toEqual(["Anna", "Bruno", "Clara"]);
    await row(desk, "Clara").click();
    await desk.getByRole("region", { name: "Conversation with Clara" }).waitFor();
    await desk.keyboard.press("t");
    await desk.getByRole("combobox", { name: "Search topics" }).waitFor();
    await desk.keyboard.type("urgent");
    await desk.keyboard.press("Enter");
    await desk.keyboard.press("Escape");
    await expect.poll(() => names(bea.page)).toEqual(["Clara", "Anna", "Bruno"]);
    const mark = row(bea.page, "Clara").getByTitle("Priority 1: topic Urgent");
    await mark.hover();
    const clara = (await rows("new")).find((one) => one.contact.name === "Clara");
    await ada.call(z.unknown(), "PATCH", `/contacts/${clara?.contact.id}`, { vip: true });
    await row(bea.page, "Clara").getByTitle("Priority 2: topic Urgent · contact group Platinum").waitFor();
    await expect.poll(() => names(desk)).toEqual(["Clara", "Anna", "Bruno"]);
    await look(bea.page, "priority-marks");
    await desk.keyboard.press("u");
  });

  it("R69 W165 a team's order is fixed by an Admin: its members see it, and choose none", async () => {
    await page.goto(`${guichet.base}/settings/teams/${teamId}`);
    const chooses = page.getByRole("switch", { name: "Change the sorting order of the queue" });
    await chooses.waitFor();
    await bea.page.getByRole("button", { name: "Order: By priority" }).waitFor();
    await chooses.press("Space");
    await page.getByRole("combobox", { name: "Order of New" }).click();
    await page.getByRole("option", { name: "Newest first" }).click();
    await save();
    await expect.poll(() => names(bea.page)).toEqual(["Clara", "Bruno", "Anna"]);
    expect(await bea.page.getByRole("button", { name: /^Order:/ }).count()).toBe(0);
    await desk.getByRole("button", { name: "Order: By priority" }).waitFor();
    await chooses.press("Space");
    await save();
    // What one saw last stays until one chooses again.
    for (const { page: of } of [bea, carl]) {
      await of.getByRole("button", { name: "Order: Newest first" }).click();
      await of.getByRole("menuitemradio", { name: "By priority" }).click();
      await expect.poll(() => names(of)).toEqual(["Clara", "Anna", "Bruno"]);
    }
  });

  it("R67 W167 an Admin sets the maximum of a team; what is no number is told before it is saved, and the log keeps it", async () => {
    await page.getByRole("switch", { name: "Only have a maximum number of conversations assigned" }).press("Space");
    const most = page.getByRole("textbox", { name: "Maximum number of assigned conversations" });
    expect(await most.inputValue()).toBe("5");
    await most.fill("");
    await page.getByText("Give a number from 1 to 500.").waitFor();
    await page.getByRole("button", { name: "Save" }).click();
    expect((await ada.call(teamView, "GET", `/teams/${teamId}`)).options.mostAssigned).toBeNull();
    await most.fill("2");
    await most.scrollIntoViewIfNeeded();
    await look(page, "team-options", WIDE);
    await page.setViewportSize({ width: 390, height: 844 });
    await most.scrollIntoViewIfNeeded();
    await look(page, "team-options", [390]);
    await page.setViewportSize({ width: 1440, height: 900 });
    await save();
    expect((await ada.call(teamView, "GET", `/teams/${teamId}`)).options.mostAssigned).toBe(2);
    await page.goto(`${guichet.base}/settings/audit-log`);
    await page.getByText("Team changed").first().waitFor();
    await page.getByRole("button", { name: "Show the change" }).first().click();
    await page.getByText("Maximum number of assigned conversations").first().waitFor();
  });

  it("R70 two members who are there are filled to their maximum, what is prioritized first; the rest waits", async () => {
    for (const contact of ["Dora", "Emil"]) await shop.write(contact, `Hello from ${contact}`);
    await expect.poll(() => names(desk)).toEqual(["Clara", "Anna", "Bruno", "Dora", "Emil"]);
    expect(new Set(Object.values(await ownersOf()))).toEqual(new Set([undefined]));
    await become(bea, "Available");
    await expect
      .poll(ownersOf)
      .toEqual({ Clara: "Bea Lind", Anna: "Bea Lind", Bruno: undefined, Dora: undefined, Emil: undefined });
    await become(carl, "Available");
    await expect
      .poll(ownersOf)
      .toEqual({ Clara: "Bea Lind", Anna: "Bea Lind", Bruno: "Carl Roux", Dora: "Carl Roux", Emil: undefined });
    await row(desk, "Dora").click();
    await desk.getByText("The conversation was given to Carl Roux, who had room for it", { exact: false }).waitFor();
    await look(desk, "given-by-room", WIDE);
  });

  it("R67 R70 by hand one may give more, once one has read how full somebody is; cancelled, nothing is done", async () => {
    await row(desk, "Emil").click();
    const thread = desk.getByRole("region", { name: "Conversation with Emil" });
    await thread.waitFor();
    const openMenu = async () => {
      await thread.locator("[data-assignment]").click();
      await desk.getByRole("button", { name: /Bea Lind 2 of 2/ }).waitFor();
    };
    await openMenu();
    await look(desk, "assignment-menu-full", WIDE);
    await desk.getByRole("button", { name: /Bea Lind 2 of 2/ }).click();
    const question = desk.getByRole("dialog", { name: "More than the maximum?" });
    await question.getByText("Bea Lind has 2 of at most 2 conversations. With this one there would be 3.").waitFor();
    await look(desk, "beyond-the-maximum");
    await question.getByRole("button", { name: "Cancel" }).click();
    await question.waitFor({ state: "detached" });
    expect((await ownersOf()).Emil).toBeUndefined();
    await openMenu();
    await desk.getByRole("button", { name: /Bea Lind 2 of 2/ }).click();
    await question.getByRole("button", { name: "Assign all the same" }).click();
    await expect.poll(async () => (await ownersOf()).Emil).toBe("Bea Lind");
    await thread.getByText("Ada Admin assigned the conversation to Bea Lind", { exact: false }).waitFor();
  });

  it("R67 W49 many together: how full each is stands in the list, and one is asked once for all of them", async () => {
    for (const contact of ["Emil", "Clara"]) {
      await row(desk, contact).focus();
      await desk.keyboard.press("x");
    }
    const bar = desk.getByRole("region", { name: "Selected conversations" });
    await bar.getByRole("button", { name: "Assign to" }).click();
    await desk.getByRole("option", { name: /Carl Roux.*2 of 2/ }).waitFor();
    await look(desk, "bulk-assign-full", WIDE);
    await desk.getByRole("option", { name: /Carl Roux/ }).click();
    const question = desk.getByRole("dialog", { name: "More than the maximum?" });
    await question.getByText("Carl Roux has 2 of at most 2 conversations. With these 2 there would be 4.").waitFor();
    await question.getByRole("button", { name: "Assign all the same" }).click();
    await desk.getByText("2 assignments changed").waitFor();
    expect(await ownersOf()).toMatchObject({ Emil: "Carl Roux", Clara: "Carl Roux" });
  });

  it("R67 W36 whoever is full is brought nothing new, and reads why; when one is resolved the next comes by itself", async () => {
    // Bea has one left: room for one more, and nothing is nobody's.
    await shop.write("Fina", "Hello from Fina");
    await expect.poll(async () => (await ownersOf()).Fina).toBe("Bea Lind");
    const opened = bea.page.getByRole("region", { name: /^Conversation with/ });
    for (const contact of ["Anna", "Fina"]) {
      if ((await bea.page.getByRole("region", { name: `Conversation with ${contact}` }).count()) === 0)
        await row(bea.page, contact).click();
      await bea.page.getByRole("region", { name: `Conversation with ${contact}` }).press("p");
      await expect.poll(async () => (await rows("pending")).map((one) => one.contact.name)).toContain(contact);
    }
    await bea.page.getByText("You have as many conversations as you may have").first().waitFor();
    await look(bea.page, "next-full");
    await shop.write("Gert", "Hello from Gert");
    await row(bea.page, "Gert").waitFor();
    expect(await opened.count()).toBe(0);
    const anna = (await rows("pending")).find((one) => one.contact.name === "Anna");
    await ada.call(z.unknown(), "PUT", `/conversations/${anna?.id}/status`, { status: "resolved" });
    await bea.page.getByRole("region", { name: "Conversation with Gert" }).waitFor();
    expect((await ownersOf()).Gert).toBe("Bea Lind");
  });

  it("R67 R77 W48 S02 the same in French", async () => {
    await ada.call(z.unknown(), "PATCH", "/me", { locale: "fr" });
    await page.goto(`${guichet.base}/settings/prioritization`);
    await page.getByText("Urgent").first().waitFor();
    await look(page, "prioritization-fr");
    await page.goto(`${guichet.base}/settings/teams/${teamId}`);
    await page.getByRole("switch", { name: "N’avoir qu’un nombre maximal de conversations assignées" }).waitFor();
    await look(page, "team-options-fr");
    await desk.goto(`${guichet.base}/inbox/new`);
    await row(desk, "Clara").click();
    await desk.locator("[data-assignment]").click();
    await desk.getByRole("button", { name: /Carl Roux 4 sur 2/ }).waitFor();
    await look(desk, "assignment-menu-full-fr", WIDE);
    await desk.getByRole("button", { name: /Bea Lind 2 sur 2/ }).click();
    await desk.getByText("Bea Lind a 2 conversations sur 2 au plus. Avec celle-ci, il y en aurait 3.").waitFor();
    await look(desk, "beyond-the-maximum-fr", WIDE);
    expect([admin, inbox, bea, carl].flatMap(({ complaints }) => complaints)).toEqual([]);
  });

  async function add(label: string, option: string): Promise<void> {
    await page.getByRole("combobox", { name: label }).click();
    await page.getByRole("option", { name: option }).click();
  }

  async function save(): Promise<void> {
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved", { exact: true }).first().waitFor();
    await page.getByRole("button", { name: "Save" }).waitFor({ state: "detached" });
  }
});
