import { tagView, topicView } from "@guichet/contract";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openAs, type Window } from "./testing/browser.ts";
import { addAgent } from "./testing/house.ts";
import { type InboxHouse, startInboxHouse } from "./testing/inbox-house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";

describe("boomerangs, topics and tags of many", () => {
  let house: InboxHouse;
  let page: Page;
  let dan: Window;
  let queue: Locator;
  let bar: Locator;
  let notices: Locator;
  let progress: Locator;

  beforeAll(async () => {
    house = await startInboxHouse("/inbox/new");
    page = house.page;
    queue = page.getByRole("region", { name: "Shared Inbox" });
    bar = page.getByRole("region", { name: "Selected conversations" });
    notices = page.getByRole("region", { name: "Notices" });
    progress = page.getByRole("region", { name: "Bulk action" });
    const channels = { [house.shop.channelId]: "contributor" as const };
    const colleague = await addAgent(house.guichet, house.ada, { firstName: "Dan", lastName: "Lind", channels });
    dan = await openAs(house.browser, house.guichet.base, colleague, "/inbox/new");
    await house.shop.write("Dora", "Hello from Dora");
    await house.ada.call(tagView, "POST", "/tags", { name: "Rush", description: "" });
    await house.ada.call(topicView, "POST", "/topics", { name: "Delivery", description: "" });
    await row("Dora").waitFor();
    await page.reload();
    await row("Dora").waitFor();
  });
  photographFailures(() => house.browser);
  afterAll(async () => await house?.stop());

  it("W62 W51 H sets one moment and one note for all that is selected; what a colleague holds is left and named; Z takes it back", async () => {
    await dan.page.getByRole("link", { name: /Bruno/ }).click();
    await row("Bruno").getByTitle("Dan Lind is answering").waitFor();
    for (const name of ["Bruno", "Clara", "Dora"]) await select(name);
    await look(page, "bulk-bar-with-boomerang", WIDE);
    await page.keyboard.press("h");
    const dialog = page.getByRole("dialog", { name: "3 conversations come back by themselves" });
    await dialog.getByRole("textbox", { name: "Note" }).fill("Call the depot");
    expect(await dialog.getByRole("button", { name: "Cancel the boomerangs" }).count()).toBe(0);
    await look(page, "bulk-boomerang-dialog", WIDE);
    await dialog.getByRole("button", { name: /In 4 hours/ }).click();
    await notices.getByText("Boomerang set on 2").waitFor();
    await progress.getByText("1 was left as it is.").waitFor();
    await progress.getByRole("button", { name: "Show why" }).click();
    await page.getByRole("dialog").getByText("Dan Lind is working on it").waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(names).not.toContain("Clara");
    await page.keyboard.press("z");
    await notices.getByText("2 taken back").waitFor();
    await expect.poll(names).toContain("Clara");
    await progress.getByRole("button", { name: "Dismiss" }).click();
  });

  it("W62 W64 a moment of one's own, with the note in each thread; in Pending all of them are cancelled from the palette", async () => {
    for (const name of ["Clara", "Dora"]) await select(name);
    await bar.getByRole("button", { name: "Boomerang" }).click();
    const dialog = page.getByRole("dialog", { name: "2 conversations come back by themselves" });
    await dialog.getByRole("textbox", { name: "Note" }).fill("Ask again");
    await dialog.getByLabel("At a moment of your choice").fill("2020-01-01T09:00");
    await dialog.getByRole("button", { name: "Set", exact: true }).click();
    await dialog.getByText("Choose a moment that is still to come", { exact: false }).waitFor();
    const soon = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
    await dialog.getByLabel("At a moment of your choice").fill(`${soon}T09:00`);
    await dialog.getByText("On a channel of these, Pending is resolved by itself", { exact: false }).waitFor();
    await dialog.getByRole("button", { name: /In 24 hours/ }).click();
    await notices.getByText("Boomerang set on 2").waitFor();
    await page.goto(`${house.guichet.base}/inbox/pending`);
    await row("Clara").click();
    const thread = page.getByRole("region", { name: "Conversation with Clara" });
    await thread.getByText("Ask again").first().waitFor();
    await page.keyboard.press("u");
    for (const name of ["Clara", "Dora"]) await select(name);
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").first().waitFor();
    await page.keyboard.type("cancel the boomerangs");
    await page.getByRole("option", { name: /Cancel the boomerangs of the selected/ }).waitFor();
    await page.keyboard.press("Enter");
    await notices.getByText("2 boomerangs cancelled").waitFor();
    await row("Clara").click();
    await thread
      .getByText(/cancelled the boomerang/i)
      .first()
      .waitFor();
    await page.keyboard.press("u");
  });

  it("W106 a tag is added to all and taken off those that have it, with undo; topics go the same way, from a mixed selection too", async () => {
    for (const name of ["Clara", "Dora"]) await select(name);
    await pick("Tag", "Rush");
    await notices.getByText("Tags changed on 2").waitFor();
    await row("Clara").getByText("Rush").waitFor();
    await dismissAll();
    for (const name of ["Clara", "Dora"]) await select(name);
    await bar.getByRole("button", { name: "Tag" }).click();
    await page.getByText("Take off", { exact: true }).click();
    await page.getByRole("option", { name: "Rush" }).waitFor();
    await look(page, "bulk-take-off", [1440]);
    await page.getByRole("option", { name: "Rush" }).click();
    await notices.getByText("Tags changed on 2").waitFor();
    await expect.poll(() => queue.getByText("Rush").count()).toBe(0);
    await page.keyboard.press("z");
    await notices.getByText("2 taken back").waitFor();
    await row("Dora").getByText("Rush").waitFor();
    await select("Clara");
    await pick("Topic", "Delivery");
    await row("Clara").getByText("Delivery").waitFor();
    for (const name of ["Clara", "Dora"]) await select(name);
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").first().waitFor();
    await page.keyboard.type("take a topic off");
    await page.getByRole("option", { name: /Take a topic off the selected/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("option", { name: "Delivery" }).waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(() => queue.getByText("Delivery").count()).toBe(0);
    expect(house.bea.complaints).toEqual([]);
  });

  it("speaks French, at the width of a phone", async () => {
    await page.goto(`${house.guichet.base}/profile`);
    await page.getByRole("combobox", { name: "Language" }).click();
    await page.getByRole("option", { name: "Français" }).click();
    await page.getByRole("link", { name: "Mon profil" }).waitFor();
    await page.goto(`${house.guichet.base}/inbox/pending`);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole("link", { name: /Clara/ }).waitFor();
    await page.getByRole("checkbox", { name: "Sélectionner Clara" }).check({ force: true });
    await look(page, "bulk-bar-fr", [390]);
    await page.getByTitle("Boomerang (H)").click();
    await page.getByRole("dialog", { name: "1 conversation revient d’elle-même" }).waitFor();
    await look(page, "bulk-boomerang-fr", [390]);
  });

  function row(name: string): Locator {
    return queue.getByRole("link", { name: new RegExp(name) });
  }

  async function select(name: string): Promise<void> {
    await row(name).hover();
    await queue.getByRole("checkbox", { name: `Select ${name}` }).check();
  }

  /** So that what is told next is what was done next. */
  async function dismissAll(): Promise<void> {
    const dismiss = notices.getByRole("button", { name: "Dismiss" });
    while ((await dismiss.count()) > 0) await dismiss.last().click();
  }

  async function pick(label: "Tag" | "Topic", name: string): Promise<void> {
    await bar.getByRole("button", { name: label }).click();
    await page.getByRole("option", { name }).click();
  }

  async function names(): Promise<string[]> {
    return await queue.locator("[data-row] bdi:first-of-type").allTextContents();
  }
});
