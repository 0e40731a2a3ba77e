import { listConversationsAnswer } from "@guichet/contract";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type InboxHouse, startInboxHouse } from "./testing/inbox-house.ts";
import { look, photographFailures } from "./testing/look.ts";

describe("figures and lists that lead to what they count", () => {
  let house: InboxHouse;
  const strip = (of: Page = house.page): Locator => of.locator("dl[aria-label='Real-time insights']");
  const opened = (contact: string, of: Page = house.page): Locator =>
    of.getByRole("region", { name: `Conversation with ${contact}` });
  /** The message that the page was opened at, in words. */
  const found = (of: Page): Locator => of.locator("article[data-found]");
  const address = (of: Page = house.page): string => `${new URL(of.url()).pathname}${new URL(of.url()).search}`;

  beforeAll(async () => {
    house = await startInboxHouse("/settings/delivery-problems");
    await strip().waitFor();
  });
  photographFailures(() => house.browser);
  afterAll(async () => await house?.stop());

  it("W101 the number that waits opens New without any filter, by click, by key and in a tab of its own", async () => {
    const { page } = house;
    await page.goto(`${house.guichet.base}/inbox/pending?contacts=vip`);
    const waiting = strip().getByRole("link", { name: "3 waiting: open the New queue without filters" });
    await waiting.click();
    await expect.poll(() => address()).toBe("/inbox/new");
    await expect.poll(() => house.rows()).toEqual(["Anna", "Bruno", "Clara"]);
    await look(page, "insights-links");
    await page.goto(`${house.guichet.base}/inbox/new?contacts=vip`);
    await expect.poll(() => house.rows()).toEqual([]);
    await waiting.focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => house.rows()).toEqual(["Anna", "Bruno", "Clara"]);
    // Going somewhere else and coming back does not bring the filter back.
    await house.queue.getByRole("link", { name: /^Pending/ }).click();
    await page.goBack();
    await expect.poll(() => address()).toBe("/inbox/new");
    const [tab] = await Promise.all([page.context().waitForEvent("page"), waiting.click({ button: "middle" })]);
    await tab.getByRole("region", { name: "Shared Inbox" }).getByText("Hello from Clara").waitFor();
    await tab.close();
  });

  it("W101 the longest wait opens that conversation, and what was resolved the queue of it", async () => {
    const { page } = house;
    await strip()
      .getByRole("link", { name: /^Longest wait .*: open that conversation$/ })
      .click();
    await opened("Anna").waitFor();
    const { items } = await house.ada.call(listConversationsAnswer, "GET", "/conversations?status=new");
    expect(address()).toBe(`/inbox/new/${items.find((row) => row.contact.name === "Anna")?.id}`);
    await strip()
      .getByRole("link", { name: /^0 resolved by me today/ })
      .click();
    await expect.poll(() => address()).toBe("/inbox/resolved");
    await page.goto(`${house.guichet.base}/inbox/new`);
  });

  it("W101 a failed message leads from the bell and from the delivery problems to itself, also far up in the thread", async () => {
    const { page, shop, admin } = house;
    shop.answerWith(422);
    await house.open("Bruno");
    await page.getByRole("textbox", { name: "Reply" }).fill("This one cannot go out");
    await page.keyboard.press("Control+Enter");
    await opened("Bruno").getByRole("button", { name: "Try again" }).waitFor();
    shop.answerWith(200);
    for (let n = 1; n <= 12; n += 1) await shop.write("Bruno", `More ${n}\n\nof what\n\nBruno had to say`);
    await opened("Bruno").getByRole("log").getByText("More 12").waitFor();
    await house.open("Clara");
    await page.getByRole("button", { name: /^Notifications/ }).click();
    const told = page.getByRole("dialog", { name: "Notifications" });
    await told.getByRole("link", { name: /Your message to Bruno could not be sent/ }).click();
    await opened("Bruno").waitFor();
    await expect.poll(() => found(page).textContent()).toContain("This one cannot go out");
    await expect.poll(() => found(page).getByText("This one cannot go out").isVisible()).toBe(true);
    await admin.page.reload();
    await admin.page.getByRole("link", { name: "Open the conversation" }).click();
    await opened("Bruno", admin.page).waitFor();
    await expect.poll(() => found(admin.page).textContent()).toContain("This one cannot go out");
    await expect.poll(() => new URL(admin.page.url()).searchParams.get("message")).not.toBeNull();
  });

  it("W101 a mention leads to the comment, and another one from there to its own", async () => {
    const { page, ada } = house;
    const { items } = await ada.call(listConversationsAnswer, "GET", "/conversations?status=new");
    const bea = await ada.call(
      z.object({ items: z.array(z.object({ id: z.string(), firstName: z.string() })) }),
      "GET",
      "/users",
    );
    const id = items.find((row) => row.contact.name === "Bruno")?.id;
    await page.goto(`${house.guichet.base}/inbox/new`);
    await house.row("Anna").waitFor();
    for (const text of ["Look at this first", "And then at this"]) {
      await ada.call(z.unknown(), "POST", `/conversations/${id}/messages`, {
        ...{ id: crypto.randomUUID(), kind: "comment", text },
        mentions: bea.items.filter((one) => one.firstName === "Bea").map((one) => one.id),
      });
      for (let n = 0; n < 4; n += 1) await house.shop.write("Bruno", `Between ${n}\n\nthe\n\ncomments`);
    }
    const mentions = page
      .getByRole("dialog", { name: "Notifications" })
      .getByRole("link", { name: /mentioned you in the conversation with Bruno/ });
    for (const [place, text] of [
      [1, "Look at this first"],
      [0, "And then at this"],
    ] as const) {
      await page.getByRole("button", { name: /^Notifications/ }).click();
      await mentions.nth(place).click();
      await opened("Bruno").waitFor();
      await expect.poll(() => found(page).allTextContents()).toHaveLength(1);
      await expect.poll(() => found(page).textContent()).toContain(text);
    }
  });

  it("W96 F R and F D try the failed message again and give it up, also from the palette", async () => {
    const { page, shop } = house;
    await page.goto(`${house.guichet.base}/inbox/new`);
    shop.answerWith(422);
    await house.open("Clara");
    const thread = opened("Clara");
    for (const text of ["First to fail", "Second to fail"]) {
      await page.getByRole("textbox", { name: "Reply" }).fill(text);
      await page.keyboard.press("Control+Enter");
      await thread.locator("article", { hasText: text }).getByRole("button", { name: "Try again" }).waitFor();
    }
    shop.answerWith(200);
    await thread.focus();
    await page.keyboard.press("f");
    await page.keyboard.press("r");
    await expect.poll(() => shop.received.map((one) => one.text)).toContain("Second to fail");
    expect(shop.received.map((one) => one.text)).not.toContain("First to fail");
    await expect.poll(() => thread.getByRole("button", { name: "Try again" }).count()).toBe(1);
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("discard the failed");
    await look(page, "palette-failed-message", [1440]);
    await page.keyboard.press("Escape");
    await thread.focus();
    await page.keyboard.press("f");
    await page.keyboard.press("d");
    await thread.locator("article", { hasText: "First to fail" }).getByText("Discarded").waitFor();
    await page.keyboard.press("f");
    await page.keyboard.press("r");
    await page.waitForTimeout(500);
    expect(shop.received.map((one) => one.text)).not.toContain("First to fail");
  });

  it("the browsers did not complain", () => {
    expect([...house.admin.complaints, ...house.bea.complaints, ...house.carl.complaints]).toEqual([]);
  });
});
