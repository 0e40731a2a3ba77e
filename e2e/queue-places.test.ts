import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type InboxHouse, startInboxHouse } from "./testing/inbox-house.ts";
import { look, photographFailures } from "./testing/look.ts";

let house: InboxHouse;
photographFailures((): Browser => house.browser);

beforeAll(async () => {
  house = await startInboxHouse("/settings/channels");
  const { page } = house.admin;
  await page.goto(`${house.guichet.base}/settings/channels/${house.shop.channelId}`);
  await page.getByLabel("Replies have a time limit").check({ force: true });
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Saved", { exact: false }).first().waitFor();
  for (const [name, hours] of HOURS)
    await house.shop.write(name, "Hello", { at: new Date(Date.now() - hours * 3_600_000).toISOString() });
  await house.row("Fred").waitFor();
});
afterAll(async () => await house?.stop());

const HOURS = [
  ["Dora", 2],
  ["Egon", 22],
  ["Fred", 30],
] as const;
const names = async () => {
  const rows = await house.page.locator("[data-row] bdi:first-of-type").allTextContents();
  return rows.filter((text) => HOURS.some(([name]) => name === text));
};
const places = () => house.page.getByRole("navigation", { name: "Places of the queue" });

describe("what is due, and what is mine, in the queue", () => {
  it("W94 W47 the queue is sorted and narrowed by the reply window, and the address says so", async () => {
    const { page } = house;
    await page.getByRole("button", { name: /^Order:/ }).click();
    await page.getByRole("menuitemradio", { name: "Reply window closing first" }).click();
    await expect.poll(names).toEqual(["Fred", "Egon", "Dora"]);
    await expect.poll(() => new URL(page.url()).searchParams.get("sort")).toBe("window");
    await page.getByRole("button", { name: "Filters" }).click();
    await page.getByRole("radio", { name: "closes within 4 h" }).check({ force: true });
    await expect.poll(names).toEqual(["Egon"]);
    await page.keyboard.press("Escape");
    await page.getByText("Reply window closes within 4 h").waitFor();
    await look(page, "queue-by-window");
    await page.getByRole("button", { name: "Clear all" }).click();
    await expect.poll(names).toEqual(["Fred", "Egon", "Dora"]);
  });

  it("W42 W97 places of the queue lead to what is mine and to my drafts, by pointer and by key", async () => {
    const { page } = house;
    await house.open("Dora");
    await house.thread.getByRole("textbox", { name: "Reply", exact: true }).fill("Dear Dora");
    await house.row("Dora").getByText("Draft").waitFor();
    await page.keyboard.press("Escape");
    await places().getByRole("link", { name: "Drafts" }).click();
    await expect.poll(names, { timeout: 15_000 }).toEqual(["Dora"]);
    await look(page, "queue-places");
    await places().getByRole("link", { name: "Drafts" }).click();
    await expect.poll(async () => (await names()).length).toBe(3);
    await page.keyboard.press("g");
    await page.keyboard.press("m");
    await expect.poll(() => new URL(page.url()).searchParams.get("assignedTo")).toBe("me");
    await expect.poll(() => places().getByRole("link", { name: "Mine" }).getAttribute("aria-current")).toBe("true");
    await page.keyboard.press("g");
    await page.keyboard.press("d");
    await expect.poll(names, { timeout: 15_000 }).toEqual(["Dora"]);
  });
});
