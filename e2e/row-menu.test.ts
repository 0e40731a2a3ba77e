import { tagView, topicView } from "@guichet/contract";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWindow } from "./testing/browser.ts";
import { type InboxHouse, startInboxHouse } from "./testing/inbox-house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";

describe("the menu of a row", () => {
  let house: InboxHouse;
  let page: Page;
  let notices: Locator;
  const menu = (of = page): Locator => of.getByRole("menu", { name: /What can be done with the conversation/ });
  const line = (name: string | RegExp, of = page): Locator => menu(of).getByRole("menuitem", { name });
  const focusedRow = async () =>
    await page.evaluate(() => document.activeElement?.closest("[data-row]")?.querySelector("bdi")?.textContent ?? null);

  /** It is there, and has the focus. */
  const inMenu = async (): Promise<void> =>
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest("[role='menu']") !== null)).toBe(true);

  beforeAll(async () => {
    house = await startInboxHouse("/inbox/new");
    page = house.page;
    notices = page.getByRole("region", { name: "Notices" });
    await house.ada.call(tagView, "POST", "/tags", { name: "Rush", description: "" });
    await house.ada.call(topicView, "POST", "/topics", { name: "Delivery", description: "" });
    await page.reload();
    await house.row("Clara").waitFor();
  });
  photographFailures(() => house.browser);
  afterAll(async () => await house?.stop());

  it("W98 the right button opens it where one points, with the keys of the commands; Escape gives the focus back to the row", async () => {
    await house.row("Bruno").click({ button: "right" });
    await menu().waitFor();
    await line(/Resolve.*E/).waitFor();
    await line(/Mark as read.*Shift.*U/).waitFor();
    await look(page, "row-menu", WIDE);
    await page.keyboard.press("Escape");
    await menu().waitFor({ state: "detached" });
    await expect.poll(focusedRow).toBe("Bruno");
    expect(page.url()).toMatch(/\/inbox\/new$/);
  });

  it("W98 with Shift+F10 and the arrows alone: pending, with undo; the focus stays in the list", async () => {
    await house.row("Bruno").focus();
    await page.keyboard.press("Shift+F10");
    await inMenu();
    const names = await menu().getByRole("menuitem").allTextContents();
    const steps = names.findIndex((name) => name.startsWith("Set Pending") || name.startsWith("Pending"));
    expect(steps).toBeGreaterThan(0);
    for (let n = 0; n < steps; n += 1) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await notices.getByText("Bruno: moved to Pending").waitFor();
    await expect.poll(() => house.rows()).toEqual(["Anna", "Clara"]);
    await expect.poll(focusedRow).not.toBeNull();
    await page.keyboard.press("z");
    await expect.poll(() => house.rows()).toEqual(["Anna", "Bruno", "Clara"]);
  });

  it("W98 W106 a key works while it is open; to whom, which topic and which tag are asked at the same place", async () => {
    await house.row("Clara").focus();
    await page.keyboard.press("ContextMenu");
    await inMenu();
    await page.keyboard.press("i");
    await house.row("Clara").getByTitle("Assigned to Bea Lind").waitFor();
    await expect.poll(focusedRow).toBe("Clara");
    await page.keyboard.press("Shift+F10");
    await inMenu();
    await page.keyboard.press("t");
    await page.getByRole("option", { name: "Delivery" }).waitFor();
    await look(page, "row-menu-topic", WIDE);
    await page.keyboard.press("Enter");
    await house.row("Clara").getByText("Delivery").waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(focusedRow).toBe("Clara");
    await house.row("Clara").click({ button: "right" });
    await line(/take off a tag/).click();
    await page.getByRole("option", { name: "Rush" }).click();
    await house.row("Clara").getByText("Rush").waitFor();
    await page.keyboard.press("Escape");
    await house.row("Clara").click({ button: "right" });
    await line(/^Assign to(?! me)/).click();
    await page.getByRole("textbox", { name: "Search colleagues" }).waitFor();
    await page.getByRole("button", { name: "Unassigned" }).click();
    await expect.poll(() => house.row("Clara").getByTitle("Assigned to Bea Lind").count()).toBe(0);
  });

  it("W62 a boomerang is set from it, marks are switched, a row is selected; it opens in a new tab", async () => {
    await house.row("Anna").click({ button: "right" });
    await line(/^Boomerang/).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /In 1 hour/ })
      .click();
    await notices.getByText(/^Anna: comes back/).waitFor();
    await expect.poll(() => house.rows()).toEqual(["Bruno", "Clara"]);
    await page.keyboard.press("z");
    await expect.poll(() => house.rows()).toEqual(["Anna", "Bruno", "Clara"]);
    await house.row("Anna").click({ button: "right" });
    await line(/^Select the conversation/).click();
    await page.getByRole("region", { name: "Selected conversations" }).getByText("1 selected").waitFor();
    await page.keyboard.press("Escape");
    const opened = page.context().waitForEvent("page");
    await house.row("Anna").click({ button: "right" });
    await line(/^Open in a new tab/).click();
    const tab = await opened;
    await tab.getByRole("region", { name: "Conversation with Anna" }).waitFor();
    await tab.close();
  });

  it("S9 W80 a Viewer is offered what a Viewer may do, and nobody the status of what a colleague holds", async () => {
    const viewer = house.carl.page;
    await viewer.getByRole("link", { name: /Anna/ }).click({ button: "right" });
    await line(/^Open/, viewer).first().waitFor();
    const offered = (await menu(viewer).getByRole("menuitem").allTextContents()).join();
    await viewer.keyboard.press("Escape");
    expect(offered).toContain("Mark as");
    await house.row("Bruno").click();
    await page.getByRole("region", { name: "Conversation with Bruno" }).waitFor();
    const held = viewer.getByRole("link", { name: /Bruno/ });
    await held.getByTitle("Bea Lind is answering").waitFor();
    await held.click({ button: "right" });
    await line(/^Open/, viewer).first().waitFor();
    expect((await menu(viewer).getByRole("menuitem").allTextContents()).join()).not.toMatch(
      /Resolve|Pending|Boomerang/,
    );
    await viewer.keyboard.press("Escape");
    await page.keyboard.press("u");
  });

  it("W98 a finger that rests on a row opens it on a telephone, and the conversation stays shut; a short touch opens that", async () => {
    const phone = await openWindow(house.browser, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await phone.context.addCookies(await house.bea.context.cookies());
    await phone.page.goto(`${house.guichet.base}/inbox/new`);
    const row = phone.page.getByRole("link", { name: /Anna/ });
    await row.waitFor();
    const box = await row.boundingBox();
    if (box === null) throw new Error("no row");
    const session = await phone.context.newCDPSession(phone.page);
    const touchPoints = [{ x: box.x + 120, y: box.y + 30 }];
    await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
    await menu(phone.page).waitFor();
    await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await phone.page.waitForTimeout(300);
    expect(await menu(phone.page).count()).toBe(1);
    expect(phone.page.url()).toMatch(/\/inbox\/new$/);
    await look(phone.page, "row-menu-phone", [390]);
    await line(/^Mark as/, phone.page).tap();
    await menu(phone.page).waitFor({ state: "detached" });
    await row.tap();
    await phone.page.getByRole("region", { name: "Conversation with Anna" }).waitFor();
    expect(phone.complaints).toEqual([]);
    await phone.context.close();
  });

  it("speaks French, from the palette too", async () => {
    await page.goto(`${house.guichet.base}/profile`);
    await page.getByRole("combobox", { name: "Language" }).click();
    await page.getByRole("option", { name: "Français" }).click();
    await page.getByRole("link", { name: "Mon profil" }).waitFor();
    await page.goto(`${house.guichet.base}/inbox/new`);
    await page.getByRole("link", { name: /Anna/ }).waitFor();
    await page.getByRole("link", { name: /Anna/ }).focus();
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").first().waitFor();
    await page.keyboard.type("ce qui peut");
    await page.getByRole("option", { name: /Ce qui peut être fait/ }).waitFor();
    await page.keyboard.press("Enter");
    const french = page.getByRole("menu", { name: /Ce qui peut être fait de la conversation avec/ });
    await french.waitFor();
    await look(page, "row-menu-fr", [1440]);
    expect(house.bea.complaints).toEqual([]);
  });
});
