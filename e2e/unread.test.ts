import { conversationView } from "@guichet/contract";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWindow, type Window } from "./testing/browser.ts";
import { type InboxHouse, startInboxHouse } from "./testing/inbox-house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";

describe("marked unread by hand", () => {
  let house: InboxHouse;
  let page: Page;
  let other: Window;
  let notices: Locator;
  const rowOf = (contact: string, of: Page): Locator =>
    of.getByRole("region", { name: "Shared Inbox" }).getByRole("link", { name: new RegExp(contact) });
  const thread = (contact: string, of: Page): Locator =>
    of.getByRole("region", { name: `Conversation with ${contact}` });
  const said = (text: string, of: Page): Locator => of.getByRole("log").getByText(text);
  const isUnread = (contact: string, of: Page) => async () =>
    (await rowOf(contact, of).getByText("Unread.").count()) === 1;

  beforeAll(async () => {
    house = await startInboxHouse("/inbox/new");
    page = house.page;
    notices = page.getByRole("region", { name: "Notices" });
    for (const text of ["Is it on its way?", "Hello?"]) await house.shop.write("Anna", text);
    // The same agent in another browser.
    other = await openWindow(house.browser);
    await other.context.addCookies(await house.bea.context.cookies());
    await other.page.goto(`${house.guichet.base}/inbox/new`);
    await rowOf("Anna", other.page).waitFor();
  });
  photographFailures(() => house.browser);
  afterAll(async () => await house?.stop());

  it("W98 Shift+U in the thread: bold in every browser of the agent, the line stands over the contact's newest message, and it stays", async () => {
    await rowOf("Anna", page).click();
    await thread("Anna", page).getByText("Hello?").waitFor();
    await expect.poll(isUnread("Anna", page)).toBe(false);
    await page.keyboard.press("Escape");
    await rowOf("Anna", page).click();
    await thread("Anna", page).getByText("Hello?").waitFor();
    expect(await thread("Anna", page).getByText("New messages").count()).toBe(0);
    await page.keyboard.press("Shift+U");
    await notices.getByText("Anna: marked as unread").waitFor();
    await expect.poll(isUnread("Anna", page)).toBe(true);
    await expect.poll(isUnread("Anna", other.page)).toBe(true);
    expect(await isUnread("Anna", house.carl.page)()).toBe(true);
    const line = thread("Anna", page).getByText("New messages");
    await line.waitFor();
    const [above, below] = [await line.boundingBox(), await thread("Anna", page).getByText("Hello?").boundingBox()];
    expect(above?.y).toBeLessThan(below?.y ?? 0);
    const before = await thread("Anna", page).getByText("Is it on its way?").boundingBox();
    expect(before?.y).toBeLessThan(above?.y ?? 0);
    await look(page, "unread-in-the-thread", WIDE);
    // It stays open for longer than what counts as read, and the contact goes on.
    await house.shop.write("Anna", "Anybody there?");
    await said("Anybody there?", page).waitFor();
    await page.waitForTimeout(900);
    expect(await isUnread("Anna", page)()).toBe(true);
    expect(await isUnread("Anna", other.page)()).toBe(true);
    await page.reload();
    await said("Anybody there?", page).waitFor();
    await expect.poll(isUnread("Anna", page)).toBe(false);
    await expect.poll(isUnread("Anna", other.page)).toBe(false);
  });

  it("W98 pressed again it is read, in the menu too; left and opened again it is read, in all browsers", async () => {
    await page.keyboard.press("Shift+U");
    await expect.poll(isUnread("Anna", other.page)).toBe(true);
    await thread("Anna", page).getByRole("button", { name: "Conversation view" }).click();
    const again = page.getByRole("menuitem", { name: /Mark as read/ });
    await again.waitFor();
    await look(page, "unread-menu", WIDE);
    await again.click();
    await expect.poll(isUnread("Anna", page)).toBe(false);
    await expect.poll(isUnread("Anna", other.page)).toBe(false);
    await page.keyboard.press("Shift+U");
    await expect.poll(isUnread("Anna", other.page)).toBe(true);
    await rowOf("Bruno", page).click();
    await thread("Bruno", page).waitFor();
    await page.waitForTimeout(600);
    expect(await isUnread("Anna", page)()).toBe(true);
    await rowOf("Anna", page).click();
    await thread("Anna", page).getByText("New messages").waitFor();
    await expect.poll(isUnread("Anna", page)).toBe(false);
    await expect.poll(isUnread("Anna", other.page)).toBe(false);
  });

  it("W98 from the row one stands on, with undo; marked in one browser, it stays so in another where it is open", async () => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("u");
    await rowOf("Anna", page).focus();
    await page.keyboard.press("Shift+U");
    await expect.poll(isUnread("Anna", page)).toBe(true);
    await page.keyboard.press("z");
    await expect.poll(isUnread("Anna", page)).toBe(false);
    await expect.poll(isUnread("Anna", other.page)).toBe(false);
    await rowOf("Anna", other.page).click();
    await said("Anybody there?", other.page).waitFor();
    await page.keyboard.press("Shift+U");
    await thread("Anna", other.page).getByText("New messages").waitFor();
    await other.page.waitForTimeout(900);
    expect(await isUnread("Anna", page)()).toBe(true);
    const id = await rowOf("Anna", page).getAttribute("data-row");
    const seen = await house.ada.call(conversationView, "GET", `/conversations/${id}`);
    expect(seen.unreadMark).toBeNull();
  });

  it("W98 the palette knows it", async () => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").first().waitFor();
    await page.keyboard.type("mark as");
    await page.getByRole("option", { name: /Mark as read/ }).waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(isUnread("Anna", page)).toBe(false);
    expect([...other.complaints, ...house.bea.complaints]).toEqual([]);
  });
});
