import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openAs, type Window } from "./testing/browser.ts";
import { addAgent, type Person } from "./testing/house.ts";
import { type InboxHouse, startInboxHouse } from "./testing/inbox-house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";

describe("who else looks at a conversation", () => {
  let house: InboxHouse;
  let dora: Person;
  let third: Window;
  const opened = (contact: string, of: Page): Locator =>
    of.getByRole("region", { name: `Conversation with ${contact}` });
  const told = (contact: string, of: Page): Locator => opened(contact, of).locator("header").getByRole("status");
  const open = async (contact: string, of: Page): Promise<void> => {
    await of
      .getByRole("region", { name: "Shared Inbox" })
      .getByRole("link", { name: new RegExp(contact) })
      .click();
    await opened(contact, of).waitFor();
  };

  beforeAll(async () => {
    house = await startInboxHouse("/settings/insights");
    const channels = { [house.shop.channelId]: "contributor" as const };
    dora = await addAgent(house.guichet, house.ada, { firstName: "Dora", lastName: "Berg", channels });
    third = await openAs(house.browser, house.guichet.base, dora, "/inbox/new");
  });
  photographFailures(() => house.browser);
  afterAll(async () => await house?.stop());

  it("W38 W80 who holds it and who merely looks see one another come and go, and are told politely", async () => {
    const [bea, carl] = [house.page, house.carl.page];
    await open("Anna", bea);
    expect(await told("Anna", bea).textContent()).toBe("");
    await open("Anna", carl);
    await told("Anna", bea).getByText("Carl Lind has this conversation open too").waitFor();
    // Of Bea, who holds it, the reply box tells.
    expect(await told("Anna", carl).textContent()).toBe("");
    await open("Anna", third.page);
    await told("Anna", bea).getByText("Carl Lind and Dora Berg have this conversation open too").waitFor();
    await told("Anna", carl).getByText("Dora Berg has this conversation open too").waitFor();
    await look(bea, "who-else-looks", WIDE);
    const dots = opened("Anna", bea).locator("header [data-presence]");
    await expect.poll(() => dots.count()).toBe(2);
    await third.page.getByRole("button", { name: /^Availability:/ }).click();
    await third.page.getByRole("menuitem", { name: "Available" }).click();
    await expect.poll(() => dots.nth(1).getAttribute("title")).toBe("Available");
    // A phone's page is another one: it says anew what it shows.
    await bea.setViewportSize({ width: 390, height: 844 });
    await told("Anna", bea).getByText("Carl Lind and Dora Berg have this conversation open too").waitFor();
    await look(bea, "who-else-looks-phone", [390]);
    await bea.setViewportSize({ width: 1440, height: 900 });
    await opened("Anna", bea).waitFor();
    await open("Bruno", carl);
    await told("Anna", bea).getByText("Dora Berg has this conversation open too").waitFor();
    expect(await told("Bruno", carl).textContent()).toBe("");
  });

  it("W80 two tabs are one person, who is there until the last one goes; a browser that is gone is gone at once", async () => {
    const bea = house.page;
    const again = await third.context.newPage();
    await again.goto(third.page.url());
    await opened("Anna", again).waitFor();
    await told("Anna", bea).getByText("Dora Berg has this conversation open too").waitFor();
    await third.page.bringToFront();
    await again.close();
    await bea.waitForTimeout(700);
    expect(await told("Anna", bea).textContent()).toBe("Dora Berg has this conversation open too");
    await third.context.close();
    await expect.poll(() => told("Anna", bea).textContent()).toBe("");
  });

  it("W80 whoever is cut off is gone, and there again when the line is", async () => {
    const [bea, carl] = [house.page, house.carl.page];
    await open("Anna", carl);
    await told("Anna", bea).getByText("Carl Lind has this conversation open too").waitFor();
    await house.carl.context.setOffline(true);
    await carl.evaluate(() => window.dispatchEvent(new Event("offline")));
    await expect.poll(() => told("Anna", bea).textContent(), { timeout: 15_000 }).toBe("");
    await house.carl.context.setOffline(false);
    await carl.evaluate(() => window.dispatchEvent(new Event("online")));
    await told("Anna", bea).getByText("Carl Lind has this conversation open too").waitFor();
  });

  it("W80 speaks French", async () => {
    const bea = house.page;
    await bea.goto(`${house.guichet.base}/profile`);
    await bea.getByRole("combobox", { name: "Language" }).click();
    await bea.getByRole("option", { name: "Français" }).click();
    await bea.getByRole("link", { name: "Mon profil" }).waitFor();
    await bea.goto(`${house.guichet.base}/inbox/new`);
    await bea.getByRole("link", { name: /Anna/ }).click();
    await bea.locator("header").getByRole("status").getByText("Carl Lind a aussi ouvert cette conversation").waitFor();
    await look(bea, "who-else-looks-french", WIDE);
  });

  it("the browsers did not complain", () => {
    expect([...house.admin.complaints, ...house.bea.complaints, ...house.carl.complaints]).toEqual([]);
  });
});
