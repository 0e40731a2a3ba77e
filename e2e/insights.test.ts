import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type InboxHouse, startInboxHouse } from "./testing/inbox-house.ts";
import { look, photographFailures } from "./testing/look.ts";

describe("real-time insights", () => {
  let house: InboxHouse;
  const strip = (of: Page = house.page): Locator => of.locator("dl[aria-label='Real-time insights']");
  /** The figure beside its name. */
  const figure = async (name: string, of: Page = house.page): Promise<string> =>
    (await strip(of).locator("div").filter({ hasText: name }).locator("dd").textContent()) ?? "";

  beforeAll(async () => {
    house = await startInboxHouse("/settings/insights");
  });
  photographFailures(() => house.browser);
  afterAll(async () => await house?.stop());

  it("W148 what waits and how long is shown above the queue, and follows what happens", async () => {
    await expect.poll(() => figure("Waiting")).toBe("3");
    expect(await figure("Longest")).toBe("0m");
    expect(await figure("Handle time")).toBe("None yet");
    await house.shop.write("Dora", "Hello from Dora");
    await expect.poll(() => figure("Waiting")).toBe("4");
    await expect.poll(() => figure("Waiting", house.carl.page)).toBe("4");
  });

  it("W148 R113 R114 a conversation that was answered and resolved counts within seconds", async () => {
    // Opened counts from a moment on, and nobody answers within that.
    await Promise.all([house.page.waitForResponse((answer) => answer.url().endsWith("/open")), house.open("Anna")]);
    await house.page.getByRole("textbox", { name: "Reply" }).fill("With pleasure");
    await house.page.keyboard.press("Control+Shift+Enter");
    await expect.poll(() => figure("Resolved")).toBe("1 all 1");
    await expect.poll(() => figure("Handle time")).toMatch(/^0:\d\d all 0:\d\d$/);
    expect(await figure("Waiting")).toBe("3");
    // Not Carl's own, but of his channels.
    await expect.poll(() => figure("Handle time", house.carl.page)).toMatch(/^– all 0:\d\d$/);
    expect(await figure("Resolved", house.carl.page)).toBe("0 all 1");
    await look(house.page, "insights");
  });

  it("W149 an Admin hides them for everybody, and shows them again", async () => {
    const { page } = house.admin;
    const shown = page.getByRole("switch", { name: "Show insights to users" });
    expect(await shown.isChecked()).toBe(true);
    await look(page, "insights-settings");
    await shown.click({ force: true });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved").first().waitFor();
    await strip().waitFor({ state: "detached" });
    await strip(house.carl.page).waitFor({ state: "detached" });
    await shown.click({ force: true });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await strip().waitFor();
    await page.goto(`${house.guichet.base}/settings/audit-log`);
    await page.locator("li", { hasText: "Preferences changed" }).first().getByRole("button").click();
    await page.getByText("Show insights to users").first().waitFor();
  });

  it("W148 is there in French and on a phone", async () => {
    await house.page.goto(`${house.guichet.base}/profile`);
    await house.page.getByRole("combobox", { name: "Language" }).click();
    await house.page.getByRole("option", { name: "Français" }).click();
    await house.page.getByRole("link", { name: "Mon profil" }).waitFor();
    await house.page.goto(`${house.guichet.base}/inbox/new`);
    await house.page.getByText("Attente", { exact: true }).waitFor();
    await look(house.page, "insights-french");
  });

  it("the browsers did not complain", () => {
    expect([...house.admin.complaints, ...house.bea.complaints, ...house.carl.complaints]).toEqual([]);
  });
});
