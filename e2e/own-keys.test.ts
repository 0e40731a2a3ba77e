import { me } from "@guichet/contract";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiContacts, addApiContacts } from "./testing/api-contacts.ts";
import { launchBrowser, openAs, type Window } from "./testing/browser.ts";
import { addAgent, type Person, setUp } from "./testing/house.ts";
import { look, photographFailures } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

describe("keys of one's own", () => {
  let guichet: Guichet;
  let browser: Browser;
  let shop: ApiContacts;
  let bea: Person;
  let own: Window;
  let page: Page;

  beforeAll(async () => {
    [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
    const ada = await setUp(guichet);
    shop = await addApiContacts(ada, "Shop");
    const channels = { [shop.channelId]: "contributor" as const };
    bea = await addAgent(guichet, ada, { firstName: "Bea", lastName: "Lind", channels });
    await shop.write("Anna", "Hello from Anna");
    own = await openAs(browser, guichet.base, bea, "/profile/keyboard");
    page = own.page;
    await change("Resolve").waitFor();
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    shop?.stop();
    await guichet?.stop();
  });

  it("W98 every command is listed with its key, and found by its name", async () => {
    await look(page, "keyboard");
    await page.getByRole("searchbox", { name: "Search commands" }).fill("resolve");
    await row("Send and resolve").getByText("Ctrl").waitFor();
    expect(await row("Pending").count()).toBe(0);
    await page.getByRole("searchbox", { name: "Search commands" }).fill("");
  });

  it("W98 a key is changed by pressing the new one, with the keyboard alone, and the focus stays", async () => {
    await change("Mask this message").focus();
    await page.keyboard.press("Enter");
    await press("y");
    await row("Mask this message").locator("kbd").getByText("Y").waitFor();
    await page.getByText("Mask this message: now Y.").waitFor();
    await expect.poll(() => hasFocus(change("Mask this message"))).toBe(true);
  });

  it("W98 two keys one after the other", async () => {
    await change("Theme").or(change("Change theme")).click();
    await press("g");
    await press("t");
    await page.getByText("Change theme: now G T.").waitFor();
  });

  it("W98 a key that another command has is named with it, and given only when one says so", async () => {
    await change("Attach files").click();
    await press("e");
    await page.getByText("E already runs Resolve, Resolve the selected.").waitFor();
    await look(page, "keyboard-taken");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await row("Attach files").getByText("No key").waitFor();
    await change("Attach files").click();
    await press("e");
    await page.getByRole("button", { name: "Use it here instead" }).click();
    await row("Attach files").locator("kbd").getByText("E", { exact: true }).waitFor();
    // What is left of Resolve's keys.
    await expect.poll(() => row("Resolve").locator("kbd").allTextContents()).toEqual(["Shift", "E"]);
  });

  it("W98 keys of the browser, of writing and of walking about cannot be had, and are named", async () => {
    for (const [key, words] of [
      ["F5", "F5 belongs to the browser."],
      ["Control+c", "Ctrl+C is needed for writing"],
      ["ArrowDown", "↓ is needed to walk through the page"],
    ] as const) {
      await change("Copy the link").click();
      await press(key);
      await page.getByText(words).waitFor();
      await page.getByRole("button", { name: "Cancel", exact: true }).click();
    }
    await change("Send").click();
    await press("s");
    await page.getByText("S would be typed into the reply box.").waitFor();
    await page.getByRole("button", { name: "Press another key" }).click();
    await press("Control+Shift+s");
    await page.getByText("Send: now Ctrl+Shift+S.").waitFor();
  });

  it("W98 Escape leaves a key as it is, and Tab too: nobody is held", async () => {
    for (const key of ["Escape", "Tab"]) {
      await change("Reply").click();
      await page.keyboard.press(key);
      await page.getByRole("button", { name: "New key for Reply" }).waitFor({ state: "detached" });
    }
    await expect.poll(() => row("Reply").locator("kbd").allTextContents()).toEqual(["R"]);
  });

  it("W98 the new keys work, and palette, hints and sheet show them, in another browser too", async () => {
    await expect
      .poll(async () => await readKeys())
      .toMatchObject({ "message.mask": ["y"], theme: ["g t"], "conversation.send": ["mod+shift+s"] });
    const other = await openAs(browser, guichet.base, bea, "/inbox/new");
    const there = other.page;
    await there.getByText("Hello from Anna").click();
    await there.getByRole("textbox", { name: "Reply" }).waitFor();
    const pane = there.getByRole("region", { name: /^Conversation with/ });
    await pane.focus();
    await there.keyboard.press("e");
    await there.waitForTimeout(300);
    expect(await there.getByText("Anna: resolved").count()).toBe(0);
    expect(await pane.getByRole("button", { name: "Resolve", exact: true }).getAttribute("title")).toBe(
      "Resolve (Shift+E)",
    );
    await there.keyboard.press("g");
    await there.keyboard.press("t");
    await there.getByRole("combobox", { name: "Change theme: choose" }).waitFor();
    await there.keyboard.press("Escape");
    await there.keyboard.press("Control+k");
    await there.getByRole("combobox").fill("attach");
    await there
      .getByRole("option", { name: /Attach files/ })
      .locator("kbd")
      .getByText("E")
      .waitFor();
    await there.keyboard.press("Escape");
    await there.getByRole("dialog").waitFor({ state: "detached" });
    await there.keyboard.press("r");
    await there.keyboard.type("We are open until six.");
    await there.keyboard.press("Control+Enter");
    expect(await there.getByRole("textbox", { name: "Reply" }).inputValue()).toBe("We are open until six.");
    await there.keyboard.press("Control+Shift+s");
    await expect.poll(() => shop.received.map((one) => one.text)).toEqual(["We are open until six."]);
    expect(other.complaints).toEqual([]);
    await other.context.close();
  });

  it("W98 one key goes back, and all go back, which can be taken back", async () => {
    await page.getByRole("button", { name: "Give Resolve its own key back" }).click();
    await page.getByText("E, Shift+E already runs Attach files.").waitFor();
    await page.getByRole("button", { name: "Use it here instead" }).click();
    await expect.poll(() => row("Resolve").locator("kbd").allTextContents()).toEqual(["E", "Shift", "E"]);
    await page.getByRole("button", { name: "Reset all keys" }).click();
    await row("Mask this message").getByText("No key").waitFor();
    await page.getByRole("button", { name: /^Undo Z/ }).click();
    await row("Mask this message").locator("kbd").getByText("Y").waitFor();
    await page.getByRole("button", { name: "Reset all keys" }).click();
    await page.getByRole("button", { name: "Reset all keys" }).waitFor({ state: "detached" });
    await expect.poll(async () => await readKeys()).toEqual({});
  });

  it("W98 single keys are switched off: only those with Ctrl work, and are shown", async () => {
    const single = page.getByRole("switch", { name: "Single-key shortcuts" });
    await single.click({ force: true });
    await expect.poll(() => single.isChecked()).toBe(false);
    await page.keyboard.press("?");
    await page.waitForTimeout(300);
    expect(await page.getByRole("dialog").count()).toBe(0);
    await page.getByRole("button", { name: "See all shortcuts" }).click();
    const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await sheet.getByText("Single-key shortcuts are off.").waitFor();
    expect(await sheet.locator("kbd").allTextContents()).toEqual(["Ctrl", "K"]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "What do you want to do?" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("switch", { name: "Single-key shortcuts" }).click({ force: true });
  });

  it("W98 the page speaks French", async () => {
    const session = await openAs(browser, guichet.base, bea, "/profile");
    await session.page.getByRole("combobox", { name: "Language" }).click();
    await session.page.getByRole("option", { name: "Français" }).click();
    await session.page.getByRole("link", { name: "Clavier" }).click();
    await session.page.getByRole("button", { name: "Changer la touche de Résoudre", exact: true }).waitFor();
    await look(session.page, "keyboard-fr");
    await session.context.close();
  });

  it("the browser did not complain", () => {
    expect(own.complaints).toEqual([]);
  });

  function change(command: string): Locator {
    return page.getByRole("button", { name: `Change the key of ${command}`, exact: true });
  }

  function row(command: string): Locator {
    return page.getByRole("listitem").filter({ has: change(command) });
  }

  async function press(keys: string): Promise<void> {
    await page.locator("[data-recording]").waitFor();
    await page.keyboard.press(keys);
  }

  async function readKeys(): Promise<unknown> {
    return (await bea.call(me, "GET", "/session")).preferences["keyboard.keys"];
  }

  async function hasFocus(element: Locator): Promise<boolean> {
    return await element.evaluate((one) => one === document.activeElement);
  }
});
