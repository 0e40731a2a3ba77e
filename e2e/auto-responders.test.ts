import {
  autoResponderList,
  autoResponderView,
  businessHoursView,
  listConversationsAnswer,
  me,
  teamView,
} from "@guichet/contract";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type ApiContacts, addApiContacts } from "./testing/api-contacts.ts";
import { launchBrowser, openAs, openWindow, type Window } from "./testing/browser.ts";
import { addAgent, addMessenger, type Person, setUp } from "./testing/house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

const HELLO = "Welcome to Atelier Lumen! Somebody will be with you soon.";
const BONJOUR = "Bienvenue à l’Atelier Lumen ! Quelqu’un vous répond bientôt.";
const CLOSED = "We are closed; we answer tomorrow from nine.";

describe("auto responders", () => {
  let guichet: Guichet;
  let browser: Browser;
  let ada: Person;
  let bea: Window;
  let admin: Window;
  let settings: Page;
  let page: Page;
  let thread: Locator;
  let channelId: string;
  let visitor: Window;

  beforeAll(async () => {
    [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
    ada = await setUp(guichet);
    channelId = await addMessenger(ada, "Website");
    const agent = await addAgent(guichet, ada, { firstName: "Bea", lastName: "Lind" });
    const { id } = await ada.call(teamView, "POST", "/teams", { name: "Front desk" });
    await ada.call(teamView, "PUT", `/teams/${id}/members`, { members: [{ userId: agent.id, role: "contributor" }] });
    await ada.call(teamView, "PUT", `/teams/${id}/channels`, { channelIds: [channelId] });
    await ada.call(z.unknown(), "PUT", `/fallback-teams/${id}`);
    admin = await openAs(browser, guichet.base, ada, "/settings/auto-responders");
    settings = admin.page;
    bea = await openAs(browser, guichet.base, ada, "/inbox/new");
    page = bea.page;
    thread = page.getByRole("region", { name: /^Conversation with/ });
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    await guichet?.stop();
  });

  it("R81 an Admin makes one with scripts in two languages, and gives it a channel that is saved at once", async () => {
    await settings.getByText("No auto responders yet").waitFor();
    await look(settings, "auto-responders-empty");
    await settings.getByRole("link", { name: "Add auto responder" }).first().click();
    await settings.getByRole("button", { name: "Save" }).click();
    await settings.getByText("Write what it says in at least one place.").waitFor();
    await settings.getByRole("textbox", { name: "Name", exact: true }).fill("Welcome");
    await settings.getByText("Shown as “Welcome VA”").waitFor();
    const english = settings.getByRole("group", { name: "English" });
    await english.getByRole("textbox", { name: "Within business hours" }).fill(HELLO);
    await english.getByRole("textbox", { name: "Outside business hours" }).fill(CLOSED);
    await settings.getByRole("button", { name: "Add language" }).click();
    const french = settings.getByRole("group", { name: "French" });
    await french.getByRole("textbox", { name: "Within business hours" }).fill(BONJOUR);
    await look(settings, "auto-responder-new");
    await settings.getByRole("button", { name: "Save" }).click();
    const access = settings.getByRole("switch", { name: "Works on Website" });
    await access.click({ force: true });
    await expect.poll(async () => (await responders())[0]?.channelIds).toEqual([channelId]);
    await look(settings, "auto-responder");
    await settings.getByRole("button", { name: "Cancel" }).click();
    await settings.getByRole("link", { name: /Welcome/ }).waitFor();
    await look(settings, "auto-responders");
  });

  it("R157 R81 a visitor gets the script once; then the conversation stands in New with its team, marked in the thread", async () => {
    visitor = await openWindow(browser);
    await visitor.page.goto(`${guichet.base}/messenger-demo/${channelId}`);
    await visitor.page.getByRole("button", { name: "Open chat" }).click();
    await write(visitor.page, "Is the brass lamp in stock?");
    const said = visitor.page.getByRole("log");
    await said.getByText(HELLO).waitFor();
    await look(visitor.page, "auto-responder-messenger");
    await page
      .getByRole("link", { name: /Welcome to Atelier Lumen/ })
      .first()
      .click();
    const script = thread.getByRole("article", { name: "Reply by Welcome VA" });
    await script.getByText(HELLO).waitFor();
    await script.getByText("Virtual agent", { exact: true }).waitFor();
    await thread.getByText("Welcome VA was assigned automatically", { exact: false }).waitFor();
    await thread.getByText("Welcome VA handed the conversation over to New", { exact: false }).waitFor();
    await thread.getByText("The conversation was routed to the team Front desk", { exact: false }).waitFor();
    await write(visitor.page, "Hello?");
    await thread.getByText("Hello?", { exact: true }).waitFor();
    expect(await said.getByText(HELLO).count()).toBe(1);
    await look(page, "auto-responder-thread");
  });

  it("R80 a visitor's language picks the script, and the channel's business hours", async () => {
    // The page speaks English; the visitor's browser French.
    const french = await openWindow(browser, { locale: "fr-CA" });
    await french.page.goto(`${guichet.base}/messenger-demo/${channelId}`);
    await french.page.getByRole("button", { name: "Open chat" }).click();
    await write(french.page, "La lampe est-elle en stock ?");
    await french.page.getByRole("log").getByText(BONJOUR).waitFor();
    await french.context.close();
    // Open at no hour of this day.
    const today = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"][
      new Date().getUTCDay()
    ];
    const never = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };
    const other = today === "monday" || today === "sunday" || today === "tuesday" ? "thursday" : "monday";
    await ada.call(businessHoursView, "POST", "/business-hours", {
      ...{ name: "Office", timeZone: "UTC", channelIds: [channelId] },
      week: { ...never, [other]: [{ from: "09:00", until: "17:00" }] },
    });
    const late = await openWindow(browser);
    await late.page.goto(`${guichet.base}/messenger-demo/${channelId}`);
    await late.page.getByRole("button", { name: "Open chat" }).click();
    await write(late.page, "Anybody there?");
    await late.page.getByRole("log").getByText(CLOSED).waitFor();
    await late.context.close();
  });

  it("R157 a second one for inception on the same channel is refused, and the first is named", async () => {
    await make("Night watch", "inception");
    await settings.reload();
    await settings.getByRole("link", { name: /Night watch/ }).click();
    const access = settings.getByRole("switch", { name: "Works on Website" });
    await access.click({ force: true });
    await settings
      .getByText("Welcome VA takes already what begins on Website. On a channel, only one virtual agent can.")
      .waitFor();
    await expect.poll(() => access.isChecked()).toBe(false);
    await look(settings, "auto-responder-refused", WIDE);
    await settings.getByRole("button", { name: "Delete auto responder" }).click();
    await settings.getByText("It works on no channel.").waitFor();
    await look(settings, "auto-responder-delete", WIDE);
    await settings.getByRole("button", { name: "Delete", exact: true }).click();
    await settings.getByText("“Night watch” has been deleted.").waitFor();
    await settings.getByRole("button", { name: /^Undo/ }).click();
    await settings.getByText("“Night watch” is back.").waitFor();
  });

  it("R158 R159 an agent delegates from the assignment menu, by the keyboard; it comes back to them with the script said", async () => {
    const { id } = await make("Returns", "delegation", "previous", "Here is how you send it back.");
    await ada.call(autoResponderView, "PUT", `/auto-responders/${id}/channels/${channelId}`, { access: true });
    await page.keyboard.press("a");
    await page.getByRole("textbox", { name: "Search colleagues" }).waitFor();
    await page.getByRole("button", { name: "Returns VA" }).waitFor();
    await look(page, "assignment-menu-virtual-agents", WIDE);
    await page.getByRole("button", { name: "Returns VA" }).press("Enter");
    await thread.getByText("Ada Admin assigned the conversation to Returns VA", { exact: false }).waitFor();
    await visitor.page.getByRole("log").getByText("Here is how you send it back.").waitFor();
    await thread.getByText("Returns VA gave the conversation back to Ada Admin", { exact: false }).waitFor();
    await thread.getByText("Waiting on Ada Admin").waitFor();
  });

  it("business hours say before they go which auto responders go by them", async () => {
    await settings.goto(`${guichet.base}/settings/business-hours`);
    await settings.getByRole("link", { name: /Office/ }).click();
    await settings.getByRole("button", { name: "Delete business hours" }).click();
    await settings.getByText("auto responders are always within business hours", { exact: false }).waitFor();
    await look(settings, "business-hours-delete-responders", WIDE);
    await settings.keyboard.press("Escape");
  });

  it("S02 in French", async () => {
    await ada.call(me, "PATCH", "/me", { locale: "fr" });
    await settings.goto(`${guichet.base}/settings/auto-responders`);
    await settings.getByRole("heading", { name: "Répondeurs automatiques" }).waitFor();
    await look(settings, "auto-responders-fr");
    await settings.getByRole("link", { name: /Welcome/ }).click();
    await settings.getByText("Pendant les heures d’ouverture").first().waitFor();
    await look(settings, "auto-responder-fr");
    await page.reload();
    await page.getByText("a remis la conversation dans Nouvelles", { exact: false }).first().waitFor();
    await look(page, "auto-responder-thread-fr", WIDE);
    await ada.call(me, "PATCH", "/me", { locale: "en" });
  });

  it("the browsers did not complain", () => {
    expect([...admin.complaints, ...bea.complaints, ...visitor.complaints]).toEqual([]);
  });

  async function responders() {
    return (await ada.call(autoResponderList, "GET", "/auto-responders")).items;
  }

  async function make(name: string, activation: string, handOff = "new", inside = "Hello") {
    const scripts = [{ language: "en", inside, outside: inside }];
    return await ada.call(autoResponderView, "POST", "/auto-responders", { name, activation, handOff, scripts });
  }
});

describe("while a virtual agent has a conversation", () => {
  let guichet: Guichet;
  let browser: Browser;
  let shop: ApiContacts;
  let window: Window;

  beforeAll(async () => {
    // Nobody does its work: it has the conversation for as long as one wants to look.
    [guichet, browser] = await Promise.all([startGuichet({ ROLE: "web,dispatcher" }), launchBrowser()]);
    const ada = await setUp(guichet);
    shop = await addApiContacts(ada, "Shop");
    const scripts = [{ language: "en", inside: "Hello", outside: "" }];
    const given = { name: "Welcome", activation: "inception", scripts };
    const { id } = await ada.call(autoResponderView, "POST", "/auto-responders", given);
    await shop.write("Anna", "Hello from Anna");
    window = await openAs(browser, guichet.base, ada, "/inbox/new");
    await window.page.getByRole("link", { name: /Anna/ }).waitFor();
    const { items } = await ada.call(listConversationsAnswer, "GET", "/conversations?status=new");
    await ada.call(z.unknown(), "PUT", `/conversations/${items[0]?.id}/status`, { status: "resolved" });
    await shop.write("Carla", "Hello from Carla");
    await window.page.getByRole("link", { name: /Carla/ }).waitFor();
    await ada.call(autoResponderView, "PUT", `/auto-responders/${id}/channels/${shop.channelId}`, { access: true });
    await window.page.goto(`${guichet.base}/inbox/resolved`);
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    shop?.stop();
    await guichet?.stop();
  });

  it("W84 it is in no list and no count; found among the contact's conversations, it says who has it, and is taken over", async () => {
    const { page } = window;
    const queue = page.getByRole("region", { name: "Shared Inbox" });
    const tab = async () =>
      ((await queue.getByRole("link", { name: /^New/ }).textContent()) ?? "").replaceAll(/\s/g, "");
    await page.getByRole("link", { name: /Anna/ }).click();
    // The pane stands already: what comes now it must hear of.
    await page
      .getByRole("tabpanel")
      .getByRole("link", { name: /Hello from Anna/ })
      .waitFor();
    await shop.write("Anna", "Hello again");
    await page.getByRole("link", { name: /Hello again/ }).waitFor();
    expect(await tab()).toBe("New1");
    await queue.getByRole("link", { name: /^New/ }).click();
    await queue.getByRole("link", { name: /Carla/ }).waitFor();
    expect(await queue.getByRole("link", { name: /Anna/ }).count()).toBe(0);
    await queue.getByRole("link", { name: /^Resolved/ }).click();
    await page
      .getByRole("link", { name: /Hello from Anna/ })
      .first()
      .click();
    await page.getByRole("link", { name: /Hello again/ }).click();
    const thread = page.getByRole("region", { name: /^Conversation with/ });
    await thread.getByText("Welcome VA has this conversation.").waitFor();
    await thread.getByText("With Welcome VA").waitFor();
    await look(page, "held-by-virtual-agent");
    await thread.getByRole("button", { name: "Take over" }).click();
    await thread.getByText("Ada Admin took the conversation over from Welcome VA", { exact: false }).waitFor();
    await thread.getByText("Waiting on Ada Admin").waitFor();
    await thread.getByRole("textbox", { name: "Reply" }).fill("Here I am");
    await expect.poll(tab).toBe("New2");
  });

  it("the browser did not complain", () => {
    expect(window.complaints).toEqual([]);
  });
});

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox").fill(text);
  await page.keyboard.press("Enter");
}
