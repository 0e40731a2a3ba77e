import { type ConversationId, listConversationsAnswer } from "@guichet/contract";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type ApiContacts, addApiContacts } from "./testing/api-contacts.ts";
import { launchBrowser, openAs, openWindow, type Window } from "./testing/browser.ts";
import { addAgent, PASSWORD, type Person, setUp } from "./testing/house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

/** What the browser was asked to do beyond the page, in all tabs of the window together. */
type Calls = { readonly windows: string[]; readonly sounds: number };

describe("notifications", () => {
  let guichet: Guichet;
  let browser: Browser;
  let shop: ApiContacts;
  let dan: Person;
  let eve: Person;
  let bea: Window;
  let page: Page;
  const ids = new Map<string, ConversationId>();

  const bell = (of: Page = page): Locator => of.getByRole("button", { name: /^Notifications/ });
  const list = (of: Page = page): Locator => of.getByRole("dialog", { name: "Notifications" });
  const id = (contact: string): string => ids.get(contact) ?? "";
  const assign = (contact: string, to: Person | null): Promise<unknown> =>
    dan.call(z.unknown(), "PUT", `/conversations/${id(contact)}/assignee`, { userId: to?.id ?? null });
  const mention = (contact: string, whom: Person): Promise<unknown> =>
    dan.call(z.unknown(), "POST", `/conversations/${id(contact)}/messages`, {
      id: crypto.randomUUID(),
      kind: "comment",
      text: "Please have a look",
      mentions: [whom.id],
    });
  let me: Person;

  beforeAll(async () => {
    [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
    const ada = await setUp(guichet);
    shop = await addApiContacts(ada, "Shop");
    const role = { lastName: "Lind", channels: { [shop.channelId]: "contributor" as const } };
    me = await addAgent(guichet, ada, { firstName: "Bea", ...role });
    dan = await addAgent(guichet, ada, { firstName: "Dan", ...role });
    eve = await addAgent(guichet, ada, { firstName: "Eve", ...role });
    for (const contact of ["Anna", "Bruno", "Clara"]) await shop.write(contact, `Hello from ${contact}`);
    while (ids.size < 3) {
      const { items } = await dan.call(listConversationsAnswer, "GET", "/conversations?status=new");
      for (const row of items) ids.set(row.contact.name, row.id);
    }
    bea = await openWindow(browser);
    await bea.context.addInitScript(recordCalls);
    await bea.context.addCookies([{ name: "guichet", value: me.session, url: guichet.base }]);
    page = bea.page;
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByRole("button", { name: /^Availability:/ }).waitFor();
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    shop?.stop();
    await guichet?.stop();
  });

  it("W145 the bell says when there is nothing", async () => {
    await bell().click();
    await list().getByText("You are up to date").waitFor();
    await look(page, "notifications-none");
    await page.keyboard.press("Escape");
    await expect.poll(() => bell().evaluate((button) => button === document.activeElement)).toBe(true);
  });

  it("W145 an assignment by a colleague is counted at once, and opened by keyboard alone", async () => {
    await assign("Anna", me);
    await page.getByRole("button", { name: "Notifications: 1 unread" }).waitFor();
    await expect.poll(() => page.title()).toContain("● ");
    await page.locator("body").press("g");
    await page.keyboard.press("b");
    const first = list().getByRole("link", { name: /Dan Lind assigned the conversation with Anna to you/ });
    await first.waitFor();
    await expect.poll(() => first.evaluate((link) => link === document.activeElement)).toBe(true);
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "Conversation with Anna" }).waitFor();
    await page.getByRole("button", { name: "Notifications", exact: true }).waitFor();
    await expect.poll(() => page.title()).not.toContain("●");
    await list().waitFor({ state: "detached" });
  });

  it("W145 what is about the conversation one looks at is read at once; the rest is marked one by one or all together", async () => {
    await mention("Anna", me);
    await page.getByRole("region", { name: "Conversation with Anna" }).getByText("Please have a look").waitFor();
    await mention("Bruno", me);
    await assign("Clara", me);
    await page.getByRole("button", { name: "Notifications: 2 unread" }).waitFor();
    await bell().click();
    await list().getByRole("link").first().waitFor();
    await look(page, "notifications");
    await list()
      .getByRole("button", { name: "Mark as read: Dan Lind mentioned you in the conversation with Bruno" })
      .click();
    await page.getByRole("button", { name: "Notifications: 1 unread" }).waitFor();
    await list().getByRole("button", { name: "Mark all as read" }).click();
    await page.getByRole("button", { name: "Notifications", exact: true }).waitFor();
    await expect.poll(() => list().getByRole("button", { name: /^Mark/ }).count()).toBe(0);
    await page.keyboard.press("Escape");
  });

  it("W145 a contact who answers is told once, leads to the conversation, and not of what one looks at", async () => {
    await shop.write("Anna", "One more thing");
    await page.getByRole("log", { name: "Messages" }).getByText("One more thing").waitFor();
    await shop.write("Clara", "Are you there?");
    await shop.write("Clara", "Hello?");
    await page.getByRole("button", { name: "Notifications: 1 unread" }).waitFor();
    await bell().click();
    await list().getByText("Clara has written in your conversation").first().waitFor();
    await list()
      .getByRole("link", { name: /Unread: Clara has written in your conversation/ })
      .click();
    await page.getByRole("log", { name: "Messages" }).getByText("Hello?").waitFor();
    await page.getByRole("button", { name: "Notifications", exact: true }).waitFor();
  });

  it("W145 what somebody chose for windows and sound is kept", async () => {
    await page.goto(`${guichet.base}/profile/notifications`);
    const desktop = page.getByRole("switch", { name: "Desktop notifications in this browser" });
    expect(await calls()).toMatchObject({ windows: [], sounds: 0 });
    await desktop.click({ force: true });
    await page.getByRole("button", { name: "Show one" }).waitFor();
    await page.getByRole("switch", { name: "Play a sound" }).click({ force: true });
    await page.getByRole("slider", { name: "Volume" }).fill("35");
    await page.getByRole("checkbox", { name: "You were mentioned: Desktop" }).click();
    await look(page, "notification-choices");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved").waitFor();
    await page.reload();
    await expect.poll(() => page.getByRole("slider", { name: "Volume" }).inputValue()).toBe("35");
    expect(await page.getByRole("checkbox", { name: "You were mentioned: Desktop" }).isChecked()).toBe(false);
    expect(await page.getByRole("checkbox", { name: "You were mentioned: Sound" }).isChecked()).toBe(true);
    expect(await desktop.isChecked()).toBe(true);
  });

  it("W145 two tabs call once, by window and sound as chosen, and not about what is looked at", async () => {
    const second = await bea.context.newPage();
    await second.goto(`${guichet.base}/inbox/new`);
    await second.getByRole("button", { name: /^Availability:/ }).waitFor();
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByRole("button", { name: /^Availability:/ }).waitFor();
    await assign("Bruno", me);
    await expect.poll(calls).toEqual({ windows: ["Dan Lind assigned the conversation with Bruno to you"], sounds: 2 });
    await bell(second)
      .and(second.getByRole("button", { name: "Notifications: 1 unread" }))
      .waitFor();
    // Read in one tab, read in the other.
    await page.goto(`${guichet.base}/inbox/new/${id("Bruno")}`);
    await page.getByRole("region", { name: "Conversation with Bruno" }).waitFor();
    await second.getByRole("button", { name: "Notifications", exact: true }).waitFor();
    // A mention makes no window, by choice, and none and no sound while it is in front.
    await mention("Bruno", me);
    // The second of them there: the first came before.
    const there = page.getByRole("region", { name: "Conversation with Bruno" }).getByText("Please have a look");
    await there.nth(1).waitFor();
    await mention("Clara", me);
    await expect.poll(calls).toEqual({ windows: ["Dan Lind assigned the conversation with Bruno to you"], sounds: 4 });
    await second.close();
  });

  it("W145 who is Available is called when more contacts wait than they chose, and then not for each", async () => {
    await me.call(z.unknown(), "PUT", "/me/presence", { presence: "available" });
    await page.goto(`${guichet.base}/profile/notifications`);
    await page.getByRole("switch", { name: "Call me when too many contacts wait" }).click({ force: true });
    await page.getByLabel("More than").fill("3");
    await page.getByLabel("More than").scrollIntoViewIfNeeded();
    await look(page, "notification-choices-queue");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved").waitFor();
    const { sounds } = await calls();
    for (const contact of ["Dora", "Emil"]) await shop.write(contact, "Hello");
    await expect.poll(async () => (await calls()).windows.at(-1)).toMatch(/^[45] contacts are waiting$/);
    await expect.poll(() => page.title()).toContain("(5)");
    expect(await calls()).toMatchObject({ windows: [expect.any(String), expect.any(String)], sounds: sounds + 2 });
    await page.getByRole("switch", { name: "Call me when too many contacts wait" }).click({ force: true });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("You have unsaved changes").waitFor({ state: "detached" });
  });

  it("W146 mails are chosen per person, with a threshold that is checked", async () => {
    await page.goto(`${guichet.base}/profile/notifications`);
    await page.getByText("This server cannot send mails yet").waitFor();
    await page.getByRole("switch", { name: "Each conversation that is assigned to me" }).click({ force: true });
    await page.getByRole("switch", { name: "Many contacts are waiting" }).click({ force: true });
    const above = page.getByLabel("More than");
    await above.fill("10000");
    await page.getByText("A whole number from 0 to 9,999.").waitFor();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("You have unsaved changes").waitFor();
    await above.fill("25");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved").waitFor();
    await page.reload();
    await expect.poll(() => page.getByLabel("More than").inputValue()).toBe("25");
    expect(await page.getByRole("switch", { name: "Each conversation that is assigned to me" }).isChecked()).toBe(true);
  });

  it("W146 quiet hours are chosen per person, with two different times", async () => {
    await page.getByRole("switch", { name: "Nothing calls me at these times" }).click({ force: true });
    await page.getByLabel("From", { exact: true }).fill("21:30");
    await page.getByLabel("Until", { exact: true }).fill("21:30");
    await page.getByText("Choose two different times.").waitFor();
    await page.getByLabel("Until", { exact: true }).fill("06:45");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved").waitFor();
    await page.getByLabel("Until", { exact: true }).scrollIntoViewIfNeeded();
    await look(page, "notification-quiet-hours");
    await page.reload();
    await expect.poll(() => page.getByLabel("From", { exact: true }).inputValue()).toBe("21:30");
    await page.getByRole("switch", { name: "Nothing calls me at these times" }).click({ force: true });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved").waitFor();
  });

  it("R76 W78 what was assigned while one was signed out is shown at the next sign-in", async () => {
    const away = await openAs(browser, guichet.base, eve, "/inbox/new");
    await away.page.getByRole("button", { name: /^Availability:/ }).waitFor();
    await eve.call(z.undefined(), "DELETE", "/session");
    await away.page.getByRole("heading", { name: "Sign in" }).waitFor();
    await assign("Clara", eve);
    await away.page.getByLabel("E-mail address").fill(eve.email);
    await away.page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await away.page.getByRole("button", { name: "Sign in", exact: true }).click();
    await away.page.getByText("While you were signed out, a conversation was assigned to you.").waitFor();
    await look(away.page, "notifications-while-away");
    await away.page.getByRole("button", { name: "Show", exact: true }).click();
    await list(away.page).getByText("while you were signed out").waitFor();
    await away.page.keyboard.press("Escape");
    // Sent before the page goes.
    await away.page.reload();
    await bell(away.page).waitFor();
    await away.page.getByRole("button", { name: "Notifications: 1 unread" }).waitFor();
    expect(await away.page.getByText("While you were signed out,").count()).toBe(0);
    expect(away.complaints).toEqual([]);
  });

  it("W145 W146 are there in French", async () => {
    await mention("Anna", me);
    await page.goto(`${guichet.base}/profile`);
    await page.getByRole("combobox", { name: "Language" }).click();
    await page.getByRole("option", { name: "Français" }).click();
    await page.getByRole("button", { name: /^Notifications : \d non lue/ }).click();
    await list().getByText("Dan Lind vous a mentionné dans la conversation avec Anna").first().waitFor();
    await look(page, "notifications-french", WIDE);
    await list().getByRole("link", { name: "Comment vous êtes prévenu" }).click();
    await page.getByText("Chaque conversation qui m’est assignée").waitFor();
    await look(page, "notification-choices-french");
  });

  it("the browser did not complain", () => {
    expect(bea.complaints).toEqual([]);
  });

  async function calls(): Promise<Calls> {
    return await page.evaluate(() => ({
      windows: JSON.parse(localStorage.getItem("test.windows") ?? "[]") as string[],
      sounds: Number(localStorage.getItem("test.sounds") ?? "0"),
    }));
  }
});

/** Runs before the page: counts windows and tones instead of making them. */
function recordCalls(): void {
  class Recorded {
    static permission = localStorage.getItem("test.permission") ?? "default";
    static async requestPermission(): Promise<string> {
      localStorage.setItem("test.permission", "granted");
      Recorded.permission = "granted";
      return "granted";
    }
    constructor(title: string) {
      const shown = JSON.parse(localStorage.getItem("test.windows") ?? "[]") as string[];
      localStorage.setItem("test.windows", JSON.stringify([...shown, title]));
    }
    close(): void {}
  }
  Object.defineProperty(window, "Notification", { value: Recorded, configurable: true });
  const make = AudioContext.prototype.createOscillator;
  AudioContext.prototype.createOscillator = function (this: AudioContext) {
    localStorage.setItem("test.sounds", String(Number(localStorage.getItem("test.sounds") ?? "0") + 1));
    return make.call(this);
  };
}
