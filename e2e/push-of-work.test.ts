import { conversationRow, listConversationsAnswer, organizationView } from "@guichet/contract";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type ApiContacts, addApiContacts } from "./testing/api-contacts.ts";
import { launchBrowser, openAs, type Window } from "./testing/browser.ts";
import { addAgent, type Person, setUp } from "./testing/house.ts";
import { look, photographFailures } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

describe("work finds the agent", () => {
  let guichet: Guichet;
  let browser: Browser;
  let shop: ApiContacts;
  let ada: Person;
  let dan: Person;
  let bea: Window;
  let carl: Window;
  let admin: Window;

  beforeAll(async () => {
    [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
    ada = await setUp(guichet);
    shop = await addApiContacts(ada, "Shop");
    const channels = { [shop.channelId]: "contributor" as const };
    const agent = (firstName: string) => addAgent(guichet, ada, { firstName, lastName: "Lind", channels });
    dan = await agent("Dan");
    const [one, two] = [await agent("Bea"), await agent("Carl")];
    // Settings are an Admin's; to read conversations, she needs a role there, too.
    await ada.call(z.unknown(), "PUT", `/channels/${shop.channelId}/access`, {
      users: [ada, dan, one, two].map(({ id }) => ({ userId: id, role: "contributor" })),
      teamIds: [],
    });
    admin = await openAs(browser, guichet.base, ada, "/settings/remove-assignment");
    bea = await openAs(browser, guichet.base, one, "/inbox/new");
    carl = await openAs(browser, guichet.base, two, "/inbox/new");
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    shop?.stop();
    await guichet?.stop();
  });

  const queue = async (status: string) => {
    const answer = await ada.call(listConversationsAnswer, "GET", `/conversations?status=${status}`);
    return answer.items;
  };
  const find = async (status: string, contact: string) =>
    (await queue(status)).find((row) => row.contact.name === contact);

  it("R75 W77 an Admin switches Remove assignment on; what comes back to New while its assignee is signed out is nobody's", async () => {
    const { page } = admin;
    const wish = page.getByRole("switch", { name: /Remove the assignment/ });
    expect(await wish.isChecked()).toBe(false);
    await wish.press("Space");
    await page.getByText("Saved").waitFor();
    expect((await ada.call(organizationView, "GET", "/organization")).removeAssignment).toBe(true);
    await look(page, "remove-assignment");
    await page.goto(`${guichet.base}/settings/audit-log`);
    await page.getByText("Remove assignment").first().waitFor();

    await shop.write("Anna", "Is it repaired?");
    await expect.poll(() => find("new", "Anna")).toBeDefined();
    const id = (await find("new", "Anna"))?.id;
    await ada.call(conversationRow, "PUT", `/conversations/${id}/assignee`, { userId: dan.id });
    await ada.call(conversationRow, "PUT", `/conversations/${id}/status`, { status: "pending" });
    await dan.call(z.unknown(), "DELETE", "/session");
    await shop.write("Anna", "Hello?");
    await expect.poll(() => find("new", "Anna")).toMatchObject({ assignee: null });
    await page.goto(`${guichet.base}/inbox/new/${id}`);
    await page.getByText("Dan Lind is signed out: Guichet removed the assignment").waitFor();
    await page.getByRole("region", { name: /^Conversation with Anna/ }).press("e");
    await expect.poll(() => find("new", "Anna")).toBeUndefined();
  });

  const opened = (page: Page) => page.getByRole("region", { name: /^Conversation with/ });
  const nameOf = async (page: Page): Promise<string> =>
    ((await opened(page).getAttribute("aria-label")) ?? "").replace("Conversation with ", "");
  const become = async ({ page }: Window, state: "Available" | "Away"): Promise<void> => {
    await page.getByRole("button", { name: /^Availability/ }).click();
    await page.getByRole("menuitem", { name: state }).click();
    await page.getByRole("button", { name: `Availability: ${state}` }).waitFor();
  };
  const noneOpen = async ({ page }: Window): Promise<void> => {
    await page.getByText("Choose a conversation").waitFor();
    expect(await opened(page).count()).toBe(0);
  };

  it("W37 who is Away is brought nothing, also not after a conversation is done", async () => {
    const { page } = bea;
    await page.getByText("While you are not Available").waitFor();
    for (const contact of ["Bruno", "Clara"]) await shop.write(contact, `Hello from ${contact}`);
    await page.locator("[data-row]").nth(1).waitFor();
    await noneOpen(bea);
    await page.locator("[data-row]").first().click();
    await opened(page).waitFor();
    expect(await nameOf(page)).toBe("Bruno");
    await opened(page).press("e");
    await noneOpen(bea);
    await page.waitForURL(/inbox\/new$/);
    await look(page, "next-away");
    await page.keyboard.press("z");
    await opened(page).waitFor();
    await page.keyboard.press("u");
    await noneOpen(bea);
  });

  it("W35 two become Available at the same instant: each is brought a conversation of their own, and may write at once", async () => {
    await expect.poll(async () => (await queue("new")).map((row) => row.lock)).toEqual([null, null]);
    await Promise.all([become(bea, "Available"), become(carl, "Available")]);
    await Promise.all([opened(bea.page).waitFor(), opened(carl.page).waitFor()]);
    const names = [await nameOf(bea.page), await nameOf(carl.page)];
    expect(names.toSorted()).toEqual(["Bruno", "Clara"]);
    for (const { page } of [bea, carl]) {
      await page.getByRole("textbox", { name: "Reply" }).fill("One moment, please.");
      await page.getByRole("textbox", { name: "Reply" }).fill("");
    }
    const held = (await queue("new")).map((row) => row.lock?.name);
    expect(held.toSorted()).toEqual(["Bea Lind", "Carl Lind"]);
  });

  it("W36 after Resolve and after Pending the next one is brought; at an empty queue one waits", async () => {
    const { page } = bea;
    await shop.write("Dora", "Hello from Dora");
    await page.getByRole("link", { name: /Dora/ }).waitFor();
    await opened(page).focus();
    await page.keyboard.press("e");
    await page.getByRole("region", { name: "Conversation with Dora" }).waitFor();
    await expect.poll(async () => (await find("new", "Dora"))?.lock?.name).toBe("Bea Lind");
    await page.keyboard.press("p");
    await page.getByText("Nothing is waiting for you").first().waitFor();
    await page.waitForURL(/inbox\/new$/);
    await look(page, "next-waiting");
  });

  it("W36 the next arrival opens by itself, to one of those who wait, and under nobody's hands", async () => {
    const { page } = bea;
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "What do you want to do?" }).waitFor();
    await shop.write("Emil", "Hello from Emil");
    await page.getByRole("link", { name: /Emil/ }).waitFor();
    await page.waitForTimeout(800);
    expect(await opened(page).count()).toBe(0);
    await page.keyboard.press("Escape");
    await page.getByRole("region", { name: "Conversation with Emil" }).waitFor();
    expect((await find("new", "Emil"))?.lock?.name).toBe("Bea Lind");
    // Carl has a conversation open: nothing of his moved.
    expect(await nameOf(carl.page)).not.toBe("Emil");
  });

  it("W36 a reply that is on its way keeps its conversation from being brought to somebody else", async () => {
    await opened(carl.page).focus();
    await carl.page.keyboard.press("e");
    await carl.page.getByText("Nothing is waiting for you").first().waitFor();
    const { page } = bea;
    await page.route("**/messages", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await route.continue();
    });
    await page.getByRole("textbox", { name: "Reply" }).fill("It is on its way.");
    await page.keyboard.press("Control+Shift+Enter");
    await page.getByText("Nothing is waiting for you").first().waitFor();
    await expect.poll(async () => (await find("resolved", "Emil"))?.status).toBe("resolved");
    expect(await opened(carl.page).count()).toBe(0);
    await page.unroute("**/messages");
  });

  it("W36 one may prefer to be brought nothing by itself, and asks by a key", async () => {
    const { page } = bea;
    await page.goto(`${guichet.base}/profile`);
    await page.getByRole("switch", { name: /Bring me the next/ }).press("Space");
    await look(page, "profile-next");
    await page.goto(`${guichet.base}/inbox/new`);
    await become(carl, "Away");
    await shop.write("Fanny", "Hello from Fanny");
    await page.getByRole("link", { name: /Fanny/ }).waitFor();
    await page.waitForTimeout(800);
    await noneOpen(bea);
    await page.keyboard.press("b");
    await page.getByRole("region", { name: "Conversation with Fanny" }).waitFor();
  });

  it("W36 who opens one in the middle of the list goes on below it, and at its end from the top", async () => {
    const { page } = bea;
    for (const contact of ["Gina", "Hugo", "Ida"]) await shop.write(contact, `Hello from ${contact}`);
    await page.getByRole("link", { name: /Ida/ }).waitFor();
    await page.getByRole("link", { name: /Hugo/ }).click();
    await page.getByRole("region", { name: "Conversation with Hugo" }).waitFor();
    for (const contact of ["Ida", "Fanny", "Gina"]) {
      await opened(page).focus();
      await page.keyboard.press("e");
      await page.getByRole("region", { name: `Conversation with ${contact}` }).waitFor();
    }
  });

  it("the browsers did not complain", () => {
    expect([admin, bea, carl].flatMap((window) => window.complaints)).toEqual([]);
  });
});
