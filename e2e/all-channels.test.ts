import { attributeView, contactView, conversationView, listConversationsAnswer } from "@guichet/contract";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type ApiContacts, addApiContacts } from "./testing/api-contacts.ts";
import { launchBrowser, openAs, type Window } from "./testing/browser.ts";
import { addAgent, type Person, setUp } from "./testing/house.ts";
import { look, photographFailures } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

/** A page that is loaded from its first byte takes its time on a busy machine. */
const WHOLE_PAGE = { timeout: 30_000 };

describe("the history of one person over all channels", () => {
  let guichet: Guichet;
  let browser: Browser;
  let channels: ApiContacts[];
  let [shop, press, lab]: ApiContacts[] = [];
  let agent: Person;
  let bea: Window;
  let page: Page;
  let thread: Locator;
  let ids: Record<string, string>;

  beforeAll(async () => {
    [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
    const ada = await setUp(guichet);
    channels = [];
    for (const name of ["Shop", "Press office", "Laboratory"]) channels.push(await addApiContacts(ada, name));
    [shop, press, lab] = channels;
    const [a, b, c] = channels.map((one) => one.channelId);
    if (!a || !b || !c) throw new Error("There are no channels.");
    agent = await addAgent(guichet, ada, {
      ...{ firstName: "Bea", lastName: "Lind", channels: { [a]: "contributor", [b]: "contributor" } },
    });
    const seer = await addAgent(guichet, ada, {
      ...{ firstName: "Cleo", lastName: "Lind", channels: { [a]: "supervisor", [b]: "supervisor", [c]: "supervisor" } },
    });
    await press?.write("Mia Berg", "Earlier, to the press office");
    await press?.write("Mia Berg", "And a second line to the press office");
    await shop?.write("Mia Berg", "Is my lamp ready?");
    await press?.write("Mia Berg", "Once more to the press office");
    await lab?.write("Mia Berg", "Something for the laboratory");
    for (let n = 1; n <= 80; n += 1) await press?.write("Old friend", `Line ${n}`);
    await shop?.write("Old friend", "Hello again");
    await shop?.write("Anna", "Only here");
    await linkByAddress(ada, seer);
    const { items } = await seer.call(listConversationsAnswer, "GET", "/conversations?status=new");
    ids = Object.fromEntries(items.map((one) => [`${one.contact.name} ${one.channelId}`, one.id]));
    bea = await openAs(browser, guichet.base, agent, "/inbox/new");
    page = bea.page;
    thread = page.getByRole("region", { name: /^Conversation with/ });
    await opened("Mia Berg", shop);
    await thread.getByText("Is my lamp ready?").waitFor(WHOLE_PAGE);
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    for (const one of channels ?? []) one.stop();
    await guichet?.stop();
  });

  it("W89 the header shows on which channels the contact is, how often, and leads there; hidden channels are not told of", async () => {
    const icons = thread.getByRole("list", { name: "Channels with conversations of this contact" }).getByRole("link");
    await expect.poll(() => icons.count()).toBe(2);
    await thread.getByRole("link", { name: "Shop: 1 conversation" }).waitFor();
    const other = thread.getByRole("link", { name: "Press office: 1 conversation" });
    expect(await other.getAttribute("href")).toContain(idOf("Mia Berg", press));
    await other.press("Enter");
    await thread.getByText("Once more to the press office").waitFor();
    expect(await thread.getByText("Is my lamp ready?").count()).toBe(0);
    await thread.getByRole("link", { name: "Shop: 1 conversation" }).click();
    await thread.getByText("Is my lamp ready?").waitFor();
  });

  it("W89 the box puts all of it into one thread, in the order of time, each stretch with its channel and a way there", async () => {
    await choose(true);
    await thread.getByText("Once more to the press office").waitFor();
    expect(await thread.getByRole("article").locator("[class*=text]").allTextContents()).toEqual([
      "Earlier, to the press office",
      "And a second line to the press office",
      "Is my lamp ready?",
      "Once more to the press office",
    ]);
    await expect
      .poll(() => thread.getByRole("heading", { level: 3 }).allTextContents())
      .toEqual(["Press office", "ShopThis conversation", "Press office"]);
    await thread.getByText("There is more on channels you may not see.").waitFor();
    await thread.getByText("All channels are shown; you reply on Shop only.").waitFor();
    expect(await thread.getByRole("button", { name: /^Reply to .*Mia/ }).count()).toBe(1);
    await look(page, "all-channels");
    expect(await thread.getByRole("link", { name: /^Open the conversation on Press office, / }).count()).toBe(2);
  });

  it("W89 what is written elsewhere comes in at once and stays unread there; a reply goes to the open conversation", async () => {
    await press?.write("Mia Berg", "News for the press office");
    await thread.getByText("News for the press office", { exact: true }).waitFor();
    await page.getByText("New message from Mia Berg on Press office: News for the press office").waitFor({
      state: "attached",
    });
    await thread.getByRole("textbox").fill("It is ready.");
    await thread.getByRole("textbox").press("Control+Enter");
    await expect.poll(() => shop?.received.map((one) => one.text)).toEqual(["It is ready."]);
    expect(press?.received).toEqual([]);
    const there = await agent.call(conversationView, "GET", `/conversations/${idOf("Mia Berg", press)}`);
    expect(there.readSeq ?? 0).toBeLessThan(there.conversation.lastSeq);
  });

  it("W89 it is kept for the person through a reload, and the key takes it back", async () => {
    const kept = z.object({ preferences: z.record(z.string(), z.unknown()) });
    const isShown = async () => (await agent.call(kept, "PATCH", "/me", {})).preferences["inbox.allChannels"];
    await expect.poll(isShown).toBe(true);
    await page.reload();
    await thread.getByText("News for the press office", { exact: true }).waitFor(WHOLE_PAGE);
    await thread.press("v");
    await expect.poll(() => thread.getByText("News for the press office", { exact: true }).count()).toBe(0);
    await page.getByText("Only this conversation is shown").waitFor({ state: "attached" });
    await thread.getByText("Is my lamp ready?").waitFor();
    await expect.poll(isShown).toBe(false);
    await thread.press("v");
    await thread.getByText("News for the press office", { exact: true }).waitFor();
  });

  it("W89 older messages come as one scrolls up", async () => {
    await opened("Old friend", shop);
    await thread.getByText("Line 80", { exact: true }).waitFor();
    expect(await thread.getByText("Line 1", { exact: true }).count()).toBe(0);
    const log = page.getByRole("log");
    await expect
      .poll(async () => {
        await log.evaluate((element) => element.scrollTo({ top: 0 }));
        return await thread.getByText("Line 1", { exact: true }).count();
      })
      .toBe(1);
    expect(await thread.getByText(/^Line \d+$/).count()).toBe(80);
  });

  it("W89 with nothing elsewhere the box says so and cannot be chosen", async () => {
    await opened("Anna", shop);
    await thread.getByText("Only here").waitFor();
    await thread.getByRole("button", { name: "Conversation view" }).click();
    const item = page.getByRole("menuitemcheckbox", { name: /^All channels/ });
    await item.getByText("Nothing in other conversations").waitFor();
    expect(await item.isDisabled()).toBe(true);
    await look(page, "all-channels-nothing", [1440]);
    await page.keyboard.press("Escape");
    expect(await thread.getByRole("list", { name: "Channels with conversations of this contact" }).count()).toBe(0);
  });

  it("W89 the same in French, on a phone", async () => {
    await agent.call(z.unknown(), "PATCH", "/me", { locale: "fr" });
    const french = await openAs(browser, guichet.base, agent, `/inbox/new/${idOf("Mia Berg", shop)}`);
    await french.page.setViewportSize({ width: 390, height: 844 });
    const conversation = french.page.getByRole("region", { name: /^Conversation avec/ });
    await conversation.getByText("News for the press office", { exact: true }).waitFor(WHOLE_PAGE);
    await conversation.getByRole("link", { name: "Press office : 1 conversation" }).waitFor();
    await conversation.getByText("Tous les canaux sont affichés ; vous ne répondez que sur Shop.").waitFor();
    await conversation.getByRole("button", { name: "Vue de la conversation" }).click();
    const item = french.page.getByRole("menuitemcheckbox", { name: "Tous les canaux" });
    expect(await item.getAttribute("aria-checked")).toBe("true");
    await item.click();
    await expect.poll(() => conversation.getByText("News for the press office", { exact: true }).count()).toBe(0);
    await item.click();
    await french.page.keyboard.press("Escape");
    await conversation
      .getByRole("link", { name: /^Ouvrir la conversation sur Press office, / })
      .first()
      .waitFor();
    await look(french.page, "all-channels-fr");
    expect(french.complaints).toEqual([]);
    await french.context.close();
  });

  it("the browser did not complain", () => {
    expect(bea.complaints).toEqual([]);
  });

  /** With the keyboard: open the menu, change the one choice, close it. */
  async function choose(shown: boolean): Promise<void> {
    await thread.getByRole("button", { name: "Conversation view" }).click();
    const item = page.getByRole("menuitemcheckbox", { name: "All channels" });
    await expect.poll(() => item.getAttribute("aria-checked")).toBe(String(!shown));
    await item.press("Enter");
    await expect.poll(() => item.getAttribute("aria-checked")).toBe(String(shown));
    await page.keyboard.press("Escape");
  }

  async function opened(contact: string, on: ApiContacts | undefined): Promise<void> {
    await page
      .locator(`a[href*="${idOf(contact, on)}"]`)
      .first()
      .click();
  }

  function idOf(contact: string, on: ApiContacts | undefined): string {
    return ids[`${contact} ${on?.channelId}`] ?? "";
  }

  /** Those with one name have one address, and are one person by it. */
  async function linkByAddress(ada: Person, seer: Person): Promise<void> {
    const mail = await ada.call(attributeView, "POST", "/contact-attributes", { name: "E-mail", kind: "email" });
    await ada.call(z.unknown(), "PATCH", "/contact-settings", { matchingAttributeId: mail.id });
    const { items } = await seer.call(listConversationsAnswer, "GET", "/conversations?status=new");
    for (const { contact } of items.filter((one) => one.contact.name !== "Anna")) {
      const value = `${contact.name.replace(" ", ".")}@lumen.example`;
      const known = await seer.call(contactView, "GET", `/contacts/${contact.id}`);
      const version = known.attributes.find((one) => one.id === mail.id)?.version ?? 0;
      await seer.call(z.unknown(), "PUT", `/contacts/${contact.id}/attributes/${mail.id}`, { value, version });
    }
  }
});
