import { me } from "@guichet/contract";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiContacts, addApiContacts } from "./testing/api-contacts.ts";
import { launchBrowser, openAs, type Window } from "./testing/browser.ts";
import { addAgent, type Person, setUp } from "./testing/house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

describe("who types fast", () => {
  let guichet: Guichet;
  let browser: Browser;
  let shop: ApiContacts;
  let ada: Person;
  let admin: Window;
  let page: Page;

  beforeAll(async () => {
    [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
    ada = await setUp(guichet);
    shop = await addApiContacts(ada, "Shop");
    const channels = { [shop.channelId]: "contributor" as const };
    await addAgent(guichet, ada, { firstName: "Bea", lastName: "Lind", channels });
    await shop.write("Anna", "Hello from Anna");
    admin = await openAs(browser, guichet.base, ada, "/inbox/new");
    page = admin.page;
    await page.getByText("Hello from Anna").click();
    await page.getByRole("textbox", { name: "Reply" }).waitFor();
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    shop?.stop();
    await guichet?.stop();
  });

  it("W98 what follows Ctrl+K goes into the palette, and into nothing else", async () => {
    await page.getByRole("textbox", { name: "Reply" }).focus();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("go to pen");
    const find = page.getByRole("combobox", { name: "What do you want to do?" });
    await expect.poll(() => find.inputValue()).toBe("go to pen");
    await expect
      .poll(() => page.getByRole("option").allTextContents())
      .toEqual(["Go to PendingGthenP", "Search for “go to pen”"]);
    await page.keyboard.press("Escape");
    await find.waitFor({ state: "detached" });
    expect(await page.getByRole("textbox", { name: "Reply" }).inputValue()).toBe("");
  });

  it("W98 what is typed before the palette has arrived is waiting in it, and Enter runs it", async () => {
    const slow = await openAs(browser, guichet.base, ada, "/inbox/new");
    const there = slow.page;
    let arrives = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      arrives = resolve;
    });
    let asked = false;
    await there.route(/\/palette-(?!provider)[^/]*\.js$/, async (route) => {
      asked = true;
      await held;
      await route.continue();
    });
    await there.reload();
    await there.getByText("Hello from Anna").waitFor();
    await there.keyboard.press("Control+k");
    await there.keyboard.type("go to penx");
    await there.keyboard.press("Backspace");
    await there.keyboard.press("Enter");
    await expect.poll(() => asked).toBe(true);
    expect(new URL(there.url()).pathname).toBe("/inbox/new");
    arrives();
    await there.waitForURL(/\/inbox\/pending$/);
    expect(await there.getByRole("combobox", { name: "What do you want to do?" }).count()).toBe(0);
    expect(slow.complaints).toEqual([]);
    await slow.context.close();
  });

  it("W98 what is typed at the very moment a picker opens goes into it, and runs no command", async () => {
    await page.getByRole("region", { name: "Conversation with Anna" }).focus();
    // Before anything else may happen on the page: P would put the conversation to Pending.
    const heard = await page.evaluate(async () => {
      const press = (key: string): boolean =>
        (document.activeElement ?? document.body).dispatchEvent(
          new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
        );
      const opened = new Promise<Element>((resolve) => {
        const look = new MutationObserver(() => {
          const field = document.querySelector("[role='dialog'] input[data-autofocus]");
          if (field === null) return;
          look.disconnect();
          resolve(field);
        });
        look.observe(document.body, { childList: true, subtree: true });
      });
      press("a");
      const field = await opened;
      const early = document.activeElement !== field;
      return { early, typed: press("p"), there: document.activeElement === field };
    });
    expect(heard).toEqual({ early: true, typed: true, there: true });
    await page.keyboard.press("Escape");
    await page.getByRole("combobox").waitFor({ state: "detached" });
    // What is closing takes no keys any more.
    await page.keyboard.press("j");
    expect(await page.getByRole("combobox").count()).toBe(0);
    await page.getByText("New", { exact: true }).first().waitFor();
    await page.getByRole("textbox", { name: "Reply" }).focus();
  });

  it("W98 palette and cheat sheet give the focus back to where it was", async () => {
    const reply = page.getByRole("textbox", { name: "Reply" });
    const hasFocus = (): Promise<boolean> => reply.evaluate((field) => field === document.activeElement);
    await expect.poll(hasFocus).toBe(true);
    const help = page.getByRole("button", { name: "Help", exact: true });
    await help.focus();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => help.evaluate((button) => button === document.activeElement)).toBe(true);
  });

  it("W07 the contact's pane, where it is a drawer, gives the focus back too", async () => {
    await page.setViewportSize({ width: 1024, height: 768 });
    const show = page.getByRole("button", { name: "Show the right pane" });
    await show.click();
    await page.getByRole("dialog").getByText("Contact since").waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => show.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it("W98 letters that follow R are words, not commands", async () => {
    await page.getByRole("region", { name: /^Conversation with/ }).focus();
    await page.keyboard.press("r");
    await page.keyboard.type("every penny counts");
    expect(await page.getByRole("textbox", { name: "Reply" }).inputValue()).toBe("every penny counts");
    await look(page, "header-and-reply", WIDE);
    await page.getByRole("textbox", { name: "Reply" }).fill("");
  });

  it("W99 one types on right behind the name of a colleague", async () => {
    await page.getByRole("button", { name: "Internal comment" }).click();
    await page.keyboard.type("@Be");
    await page.getByRole("option", { name: /Bea Lind/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.type("could you look at this?");
    const text = await page.getByRole("textbox", { name: "Internal comment" }).inputValue();
    expect(text).toBe("@Bea Lind could you look at this?");
    await page.keyboard.press("Control+Enter");
    await page.getByText("could you look at this?").first().waitFor();
  });

  it("a notice lies on no reply box", async () => {
    await page.getByRole("region", { name: /^Conversation with/ }).focus();
    const box = await page.getByRole("region", { name: "Reply box" }).boundingBox();
    await page.keyboard.press("p");
    const notice = await page.getByText("moved to Pending").boundingBox();
    expect((notice?.y ?? 0) + (notice?.height ?? 0)).toBeLessThan(box?.y ?? 0);
  });

  it("W98 after Send and resolve the keys belong to the next conversation, not to its reply box", async () => {
    await page.goto(`${guichet.base}/inbox/new`);
    for (const contact of ["Dora", "Emil"]) await shop.write(contact, `Hello from ${contact}`);
    await page.locator("a[data-row]").nth(1).waitFor();
    await page.getByText("Hello from Dora").click();
    await ada.call(me, "PUT", "/me/presence", { presence: "available" });
    await page.getByRole("button", { name: "Availability: Available" }).waitFor();
    await page.getByRole("textbox", { name: "Reply" }).fill("We are open until six.");
    // The one that comes next has been fetched ahead by then: its reply box is the same element.
    await page.waitForLoadState("networkidle");
    await page.keyboard.press("Control+Shift+Enter");
    const next = page.getByRole("region", { name: "Conversation with Emil" });
    await next.waitFor();
    await expect.poll(() => next.evaluate((pane) => pane === document.activeElement)).toBe(true);
    await page.keyboard.press("r");
    await page.keyboard.type("rain");
    expect(await page.getByRole("textbox", { name: "Reply" }).inputValue()).toBe("rain");
  });

  it("the browser did not complain", () => {
    expect(admin.complaints).toEqual([]);
  });
});
