import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type InboxHouse, startInboxHouse } from "./testing/inbox-house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";

describe("back to the list", () => {
  let house: InboxHouse;
  const focused = (): Locator => house.page.locator("[data-row]:focus");
  const opened = (contact: string): Locator => house.page.getByRole("region", { name: `Conversation with ${contact}` });
  const stands = async (contact: string): Promise<void> =>
    await expect.poll(async () => (await focused().allTextContents()).join()).toContain(contact);
  const names = (): Promise<string[]> => house.rows();

  beforeAll(async () => {
    house = await startInboxHouse("/settings/insights");
    for (const contact of ["Dora", "Emil"]) await house.shop.write(contact, `Hello from ${contact}`);
    await house.row("Emil").waitFor();
  });
  photographFailures(() => house.browser);
  afterAll(async () => await house?.stop());

  it("W36 W52 after Pending the focus stands on the row that took the place, for Enter and for J alike", async () => {
    const { page } = house;
    await house.open("Bruno");
    await opened("Bruno").press("p");
    await opened("Bruno").waitFor({ state: "detached" });
    await house.row("Bruno").waitFor({ state: "detached" });
    await stands("Clara");
    await page.keyboard.press("Enter");
    await opened("Clara").waitFor();
    await opened("Clara").press("e");
    await house.row("Clara").waitFor({ state: "detached" });
    await stands("Dora");
    await look(page, "back-to-the-list", WIDE);
    await stands("Dora");
    await page.keyboard.press("j");
    await stands("Emil");
    await page.keyboard.press("k");
    await page.keyboard.press("k");
    await stands("Anna");
  });

  it("W52 the last row leaves for the one above it", async () => {
    const { page } = house;
    await house.open("Emil");
    await opened("Emil").press("p");
    await house.row("Emil").waitFor({ state: "detached" });
    await stands("Dora");
    expect(await names()).toHaveLength(2);
    await page.keyboard.press("Enter");
    await opened("Dora").waitFor();
  });

  it("a row says whether it is public, in both densities", async () => {
    const { page, shop, row } = house;
    await shop.write("Fanny", "Hello everybody", { visibility: "public" });
    for (const density of ["comfortable", "compact"]) {
      await page.locator(`[data-density='${density}']`).first().waitFor();
      await row("Fanny").getByTitle("Public", { exact: true }).waitFor();
      await row("Anna").getByTitle("Private", { exact: true }).waitFor();
      await look(page, `row-${density}`, WIDE);
      await house.queue.getByRole("button", { name: /^(Compact|Comfortable) rows/ }).click();
    }
  });

  it("W110 first and last name of a contact stand on one line", async () => {
    const { page, shop } = house;
    await shop.write("Paola Moretti", "Hello from Paola");
    await house.open("Paola Moretti");
    const name = page.getByRole("heading", { name: "Paola Moretti" }).last().locator("bdi");
    await page.getByRole("button", { name: /VIP/ }).first().waitFor();
    await look(page, "contact-name", WIDE);
    expect(await name.evaluate((element) => element.getClientRects().length)).toBe(1);
  });

  it("the browsers did not complain", () => {
    expect([house.bea, house.carl, house.admin].flatMap((window) => window.complaints)).toEqual([]);
  });
});
