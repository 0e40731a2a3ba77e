import { organizationView, queueView, topicView } from "@guichet/contract";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { openWindow, type Window } from "./testing/browser.ts";
import { addAgent, type Person } from "./testing/house.ts";
import { type InboxHouse, startInboxHouse } from "./testing/inbox-house.ts";
import { look, photographFailures } from "./testing/look.ts";

const PHONE = { width: 390, height: 844 };
const FINGER = 40;

describe("the Shared Inbox on a phone", () => {
  let house: InboxHouse;
  let dan: Person;
  let own: Window;
  let page: Page;
  let queue: Locator;
  let thread: Locator;
  const row = (contact: string): Locator => queue.getByRole("link", { name: new RegExp(contact) });
  const opened = (contact: string): Locator => page.getByRole("region", { name: `Conversation with ${contact}` });
  const setAfterReply = (afterReply: "stay" | "pending"): Promise<unknown> =>
    house.ada.call(organizationView, "PATCH", "/organization", { afterReply, undoSendSeconds: 0 });

  beforeAll(async () => {
    house = await startInboxHouse("/settings/queue");
    const { guichet, browser, ada, shop } = house;
    for (const contact of ["Dora", "Emil", "Fanny"]) await shop.write(contact, `Hello from ${contact}`);
    await ada.call(topicView, "POST", "/topics", { name: "Delivery" });
    await setAfterReply("stay");
    const channels = { [shop.channelId]: "contributor" as const };
    dan = await addAgent(guichet, ada, { firstName: "Dan", lastName: "Lind", channels });
    await dan.call(queueView, "POST", "/queue-views", {
      ...{ name: "Mine", status: "new", sort: "oldest", filter: { assignedTo: "me" } },
    });
    await dan.call(z.unknown(), "PUT", "/me/presence", { presence: "away" });
    own = await openWindow(browser, { viewport: PHONE, hasTouch: true, isMobile: true });
    await own.context.addCookies([{ name: "guichet", value: dan.session, url: guichet.base }]);
    page = own.page;
    await page.goto(`${guichet.base}/inbox/new`);
    queue = page.getByRole("region", { name: "Shared Inbox" });
    thread = page.getByRole("region", { name: /^Conversation with/ });
    await row("Fanny").waitFor();
  });
  photographFailures(() => house.browser);
  afterAll(async () => await house?.stop());

  it("W148 the figures are one line, and the views are folded until one wants to choose", async () => {
    const figures = page.getByLabel("Real-time insights");
    expect(await heightOf(figures)).toBeLessThan(36);
    const views = queue.getByRole("navigation", { name: "Views" });
    const heading = views.getByRole("button", { name: "Views" });
    expect(await heading.getAttribute("aria-expanded")).toBe("false");
    await look(page, "phone-queue", [390]);
    await heading.tap();
    await look(page, "phone-views", [390]);
    await views.getByRole("link", { name: /Mine/ }).tap();
    await expect.poll(() => heading.getAttribute("aria-expanded")).toBe("false");
    await expect.poll(() => heading.evaluate(hasFocus)).toBe(true);
    // What the view shows stays chosen until it is cleared.
    await queue.getByRole("button", { name: "Clear all", exact: true }).first().tap();
    await row("Fanny").waitFor();
  });

  it("W02 whatever is pressed in the queue and in a conversation is high enough for a finger", async () => {
    expect(await tooLow(queue)).toEqual([]);
    await row("Anna").tap();
    await opened("Anna").waitFor();
    await thread.getByRole("button", { name: "Topic", exact: true }).tap();
    await page.getByRole("option", { name: "Delivery" }).tap();
    await page.keyboard.press("Escape");
    await thread.getByRole("button", { name: "Take off the topic Delivery" }).waitFor();
    expect(await tooLow(thread)).toEqual([]);
    await look(page, "phone-conversation", [390]);
    // A desk with a pointer keeps its density.
    const { page: wide } = house;
    expect(await heightOf(house.queue.getByRole("button", { name: "Filters", exact: true }))).toBeLessThan(32);
    await house.open("Anna");
    expect(await heightOf(house.thread.getByRole("button", { name: "Resolve", exact: true }))).toBeLessThan(36);
    await wide.goto(`${house.guichet.base}/inbox/new`);
  });

  it("W86 a message has the width, and its buttons come beneath it under a finger", async () => {
    await house.shop.write("Anna", `A long story: ${"the lamp came without its shade, ".repeat(6)}and I wait.`);
    const story = thread.getByRole("article", { name: /Anna/ }).filter({ hasText: "A long story" });
    await story.waitFor();
    const bubble = story.getByText("A long story");
    expect((await bubble.boundingBox())?.width).toBeGreaterThan(290);
    const button = story.getByRole("button", { name: /^Reply to/ });
    expect(await heightOf(button.locator(".."))).toBe(1);
    await bubble.tap();
    await expect.poll(() => heightOf(button.locator(".."))).toBeGreaterThanOrEqual(FINGER);
    await look(page, "phone-message-buttons", [390]);
    await button.tap();
    await thread.getByRole("textbox", { name: "Reply" }).and(page.locator(":focus")).waitFor();
    expect(await heightOf(button.locator(".."))).toBe(1);
    await page.keyboard.press("Escape");
  });

  it("W68 after Send one stays in the reply box; where the reply moves the conversation on, in the conversation", async () => {
    const reply = thread.getByRole("textbox", { name: "Reply" });
    await reply.fill("On its way");
    await thread.getByRole("button", { name: "Send", exact: true }).tap();
    await expect.poll(() => house.shop.received.length).toBe(1);
    await expect.poll(() => reply.evaluate(hasFocus)).toBe(true);
    await setAfterReply("pending");
    const pending = thread.getByRole("button", { name: "Send and pending" });
    await pending.waitFor();
    await reply.fill("It should arrive tomorrow");
    await pending.tap();
    await expect.poll(() => house.shop.received.length).toBe(2);
    await expect.poll(() => opened("Anna").evaluate(hasFocus)).toBe(true);
  });

  it("W36 W52 after Resolve the focus stands on the row that took the place, also with the next one brought", async () => {
    await page.goto(`${house.guichet.base}/inbox/new`);
    await row("Clara").tap();
    await opened("Clara").getByRole("button", { name: "Resolve", exact: true }).tap();
    await row("Dora").waitFor();
    await expect.poll(() => row("Dora").evaluate(hasFocus)).toBe(true);
    await row("Dora").tap();
    await opened("Dora").getByRole("button", { name: "Back to the list" }).tap();
    await expect.poll(() => row("Dora").evaluate(hasFocus)).toBe(true);
    await dan.call(z.unknown(), "PUT", "/me/presence", { presence: "available" });
    await page.goto(`${house.guichet.base}/inbox/new`);
    await row("Dora").tap();
    await opened("Dora").getByRole("button", { name: "Resolve", exact: true }).tap();
    await thread.and(page.getByRole("region", { name: /with (Bruno|Emil|Fanny)/ })).waitFor();
    await expect.poll(() => thread.evaluate(hasFocus)).toBe(true);
  });

  it("the browser did not complain", () => {
    expect(own.complaints).toEqual([]);
  });
});

function hasFocus(element: Element): boolean {
  return element === document.activeElement;
}

async function heightOf(one: Locator): Promise<number> {
  return (await one.boundingBox())?.height ?? 0;
}

/** What can be pressed in a part of the page and is lower than a finger; check boxes count with what they stand in. */
async function tooLow(part: Locator): Promise<string[]> {
  return await part.evaluate((root, least) => {
    const pressed = [
      ...root.querySelectorAll("button, a[href], [role='combobox'], input:not([type='file'], [hidden])"),
    ];
    return pressed
      .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .map((one) => one.closest("label") ?? one)
      .filter((one) => one.getBoundingClientRect().height < least)
      .map((one) => `${one.getBoundingClientRect().height}: ${one.outerHTML.slice(0, 160)}`);
  }, FINGER);
}
