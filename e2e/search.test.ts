import { topicView } from "@guichet/contract";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ApiContacts, addApiContacts } from "./testing/api-contacts.ts";
import { launchBrowser, openAs, type Window } from "./testing/browser.ts";
import { addAgent, type Person, setUp } from "./testing/house.ts";
import { look, photographFailures } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

describe("search", () => {
  let guichet: Guichet;
  let browser: Browser;
  let ada: Person;
  let shop: ApiContacts;
  let press: ApiContacts;
  let bea: Window;
  let page: Page;

  beforeAll(async () => {
    [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
    ada = await setUp(guichet);
    shop = await addApiContacts(ada, "Shop");
    press = await addApiContacts(ada, "Press desk");
    await ada.call(topicView, "POST", "/topics", { name: "Bad delivery" });
    await shop.write("Zoë Ärmel", "The parcel with the kettle never came. <b>Where</b> is it?");
    for (let n = 1; n <= 60; n += 1)
      await shop.write("Long Talker", n === 3 ? "It began with a teapot" : `and so on ${n}`);
    await shop.write("まりこ", "東京都庁に荷物が届きません");
    await press.write("Reporter", "A secret parcel for the press");
    const agent = await addAgent(guichet, ada, {
      firstName: "Bea",
      lastName: "Lind",
      channels: { [shop.channelId]: "contributor" },
    });
    bea = await openAs(browser, guichet.base, agent, "/inbox/new");
    page = bea.page;
    await page.getByRole("link", { name: /Zoë/ }).waitFor();
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    shop?.stop();
    press?.stop();
    await guichet?.stop();
  });

  const field = () => page.getByRole("combobox", { name: "Search contacts and conversations" });
  const hits = () => page.getByRole("region", { name: "Conversations" }).getByRole("link");
  const keys = async (...pressed: string[]): Promise<void> => {
    for (const key of pressed) await page.keyboard.press(key);
  };
  /** Writes it as a person does, and waits for the address to say it. */
  const type = async (text: string): Promise<void> => {
    await field().fill("");
    await field().pressSequentially(text);
    await field().press("Enter");
    await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe(text.trim());
  };

  it("W136 the slash opens the search from anywhere, and says what one can look for", async () => {
    await keys("/");
    await field().waitFor();
    await expect.poll(() => field().evaluate((one) => one === document.activeElement)).toBe(true);
    expect(await field().inputValue()).toBe("");
    await page.getByRole("heading", { name: "How to search" }).waitFor();
    await look(page, "search-help");
  });

  it("W136 W137 contacts and conversations by words, marked as plain text, of channels one sees alone", async () => {
    await field().fill("parcel");
    await expect.poll(() => hits().count()).toBe(1);
    expect(await hits().first().locator("mark").allTextContents()).toEqual(["parcel"]);
    expect(await hits().first().textContent()).toContain("<b>Where</b> is it?");
    await type("zoe");
    await page
      .getByRole("region", { name: "Contacts" })
      .getByRole("link", { name: /Zoë Ärmel/ })
      .waitFor();
    await type("京都");
    await expect.poll(() => hits().locator("mark").allTextContents()).toEqual(["京都"]);
    await type("secret");
    await page.getByText("Nothing found").waitFor();
    await look(page, "search-nothing");
    await type("parcel");
    await hits().first().waitFor();
    await look(page, "search-found");
  });

  it("W136 without a mouse: an operator and its value are chosen, a wrong one is told and mended", async () => {
    await field().fill("");
    await field().pressSequentially("to");
    await page.getByRole("option", { name: /topic:/ }).waitFor();
    await keys("ArrowDown", "Enter");
    expect(await field().inputValue()).toBe("topic:");
    await page.getByRole("option", { name: "Bad delivery" }).waitFor();
    await look(page, "search-suggestions");
    await keys("ArrowDown", "Enter");
    expect(await field().inputValue()).toBe('topic:"Bad delivery" ');
    await keys("Enter");
    await page.getByText("Nothing found").waitFor();
    await type("parcel topic:nonsense is:odd");
    await page.getByText("There is no topic of this name.").waitFor();
    await look(page, "search-problems");
    await page.getByRole("button", { name: "new", exact: true }).click();
    await page.getByRole("button", { name: "Bad delivery" }).click();
    await expect.poll(() => page.getByRole("alert").count()).toBe(0);
    expect(await field().inputValue()).toBe('parcel topic:"Bad delivery" is:new');
  });

  it("W136 what was found long ago is opened where it stands, only looked at until one writes, and one comes back to the list", async () => {
    await type("teapot");
    await expect.poll(() => hits().count()).toBe(1);
    await keys("ArrowDown");
    await expect
      .poll(() =>
        hits()
          .first()
          .evaluate((one) => one === document.activeElement),
      )
      .toBe(true);
    await keys("ArrowUp");
    await expect.poll(() => field().evaluate((one) => one === document.activeElement)).toBe(true);
    await keys("ArrowDown", "Enter");
    const found = page.getByRole("article").filter({ hasText: "It began with a teapot" });
    await expect.poll(() => found.evaluate((one) => one === document.activeElement)).toBe(true);
    await expect
      .poll(() =>
        found.evaluate((one) => {
          const { top, bottom } = one.getBoundingClientRect();
          return top > 0 && bottom < window.innerHeight;
        }),
      )
      .toBe(true);
    await look(page, "search-opened", [1440, 390]);
    const lockOf = async () => {
      const rows = await page.evaluate(async () => (await fetch("/api/v1/conversations?status=new")).json());
      return rows.items.find((row: { contact: { name: string } }) => row.contact.name === "Long Talker").lock;
    };
    // Much longer than it takes to be in a conversation that one opens from the list.
    await page.waitForTimeout(1000);
    expect(await lockOf()).toBeNull();
    await keys("r");
    await page.keyboard.type("About the teapot");
    await expect.poll(async () => (await lockOf())?.name).toBe("Bea Lind");
    await page.goBack();
    await expect.poll(() => field().inputValue()).toBe("teapot");
    await expect.poll(() => hits().count()).toBe(1);
    await expect.poll(lockOf).toBeNull();
  });

  it("W136 the palette searches for what was typed into it, and a link holds the whole search", async () => {
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByRole("link", { name: /Zoë/ }).waitFor();
    await keys("Control+k");
    await page.getByRole("combobox", { name: "What do you want to do?" }).waitFor();
    await page.keyboard.type("kettle");
    await page.getByRole("option", { name: "Search for “kettle”" }).waitFor();
    await keys("Enter");
    await expect.poll(() => hits().count()).toBe(1);
    // What is looked for already: Enter goes on to what was found, and so does Escape; then single keys work again.
    for (const key of ["Enter", "Escape"]) {
      await field().press(key);
      await expect
        .poll(() =>
          hits()
            .first()
            .evaluate((hit) => hit === document.activeElement),
        )
        .toBe(true);
      await keys("/");
      await expect.poll(() => field().evaluate((box) => box === document.activeElement)).toBe(true);
    }
    expect(await field().inputValue()).toBe("kettle");
    await page.goto(`${guichet.base}/search?q=${encodeURIComponent('"never came" channel:shop')}`);
    await expect.poll(() => hits().locator("mark").allTextContents()).toEqual(["never came"]);
  });

  it("W136 in French", async () => {
    await bea.context.addInitScript(() => localStorage.setItem("guichet.language", JSON.stringify("fr")));
    await page.evaluate(async () => {
      await fetch("/api/v1/me", {
        method: "PATCH",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ locale: "fr" }),
      });
    });
    await page.goto(`${guichet.base}/search`);
    await page.getByRole("heading", { name: "Comment chercher" }).waitFor();
    await look(page, "search-help-fr");
    await page.goto(`${guichet.base}/search?q=${encodeURIComponent("teapot before:demain")}`);
    await page.getByText(/n’est pas une date/).waitFor();
    await look(page, "search-problems-fr", [1440, 390]);
    expect(bea.complaints).toEqual([]);
  });
});
