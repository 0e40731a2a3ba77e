import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type InboxHouse, startInboxHouse } from "./testing/inbox-house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";

let house: InboxHouse;
photographFailures((): Browser => house.browser);

beforeAll(async () => {
  house = await startInboxHouse("/settings/channels");
});
afterAll(async () => await house?.stop());

const HOUR = 3_600_000;
const ago = (hours: number) => ({ at: new Date(Date.now() - hours * HOUR).toISOString() });
const reply = () => house.thread.getByRole("textbox", { name: "Reply", exact: true });
const sendButton = () => house.thread.getByRole("button", { name: "Send and pending" });

describe("a platform that takes replies only for a while", () => {
  it("W94 an Admin says so of an API channel, and it is in the log of settings", async () => {
    const { page } = house.admin;
    await page.goto(`${house.guichet.base}/settings/channels/${house.shop.channelId}`);
    await page.getByLabel("Display name").waitFor();
    await page.getByLabel("Replies have a time limit").check({ force: true });
    await page.getByRole("textbox", { name: "Replies are taken for", exact: true }).waitFor();
    await look(page, "reply-window-settings", WIDE);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved", { exact: false }).first().waitFor();
    await page.goto(`${house.guichet.base}/settings/audit-log`);
    await page.getByText("Channel changed").first().waitFor();
  });

  it("W94 the time left is told near its end, in the row and above the reply, and one sends", async () => {
    await house.shop.write("Dora", "Is it ready?", ago(21.5));
    await house.row("Dora").getByText("Replies are no longer taken in 3 hours").waitFor({ state: "attached" });
    await house.open("Dora");
    await house.thread.getByText(/^The platform takes replies until .* \(in 3 hours\)\.$/).waitFor();
    await reply().fill("It is");
    await look(house.page, "reply-window-near");
    await sendButton().click();
    await expect.poll(() => house.shop.received.map((one) => one.text)).toEqual(["It is"]);
  });

  it("W94 after the end nothing is sent, comments are; what was typed is there when the contact writes again", async () => {
    await house.shop.write("Egon", "Hello?", ago(25));
    await house.open("Egon");
    const notice = house.thread.getByText(/^The time for replies ended .* Egon has to write first/);
    await notice.waitFor();
    await reply().fill("Sorry for the wait");
    expect(await sendButton().isDisabled()).toBe(true);
    await reply().press("Control+Enter");
    await look(house.page, "reply-window-closed");
    expect(await reply().inputValue()).toBe("Sorry for the wait");
    await house.thread.getByRole("button", { name: "Internal comment" }).click();
    expect(await notice.count()).toBe(0);
    await house.thread.getByRole("button", { name: "Reply", exact: true }).click();
    await house.shop.write("Egon", "I am here now");
    await expect.poll(() => notice.count()).toBe(0);
    expect(await reply().inputValue()).toBe("Sorry for the wait");
    await sendButton().click();
    await expect
      .poll(() => house.shop.received.filter((one) => one.contact === "Egon").map((one) => one.text), {
        timeout: 30_000,
      })
      .toEqual(["Sorry for the wait"]);
  });

  it("W94 a comment that everybody reads has no end, and the reply box says who reads the answer", async () => {
    const post = { visibility: "public", thread: "post-9", subject: "On the bench" };
    await house.shop.write("Fay", "Which room?", { ...post, ...ago(99) });
    await house.open("Fay");
    await house.thread.getByText("Everybody reads it").waitFor();
    expect(await house.thread.getByText("The time for replies ended", { exact: false }).count()).toBe(0);
    await reply().fill("The blue one");
    await look(house.page, "reply-window-public");
    expect(await sendButton().isEnabled()).toBe(true);
  });
});
