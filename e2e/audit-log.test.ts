import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type InboxHouse, startInboxHouse } from "./testing/inbox-house.ts";
import { look, photographFailures } from "./testing/look.ts";

describe("the log of settings", () => {
  let house: InboxHouse;
  let page: InboxHouse["page"];

  beforeAll(async () => {
    house = await startInboxHouse("/settings/audit-log");
    page = house.admin.page;
    for (const name of ["Réclamations", "Delivery", "=SUM(A1)"])
      await house.ada.call(z.unknown(), "POST", "/topics", { name, description: "" });
  });
  photographFailures(() => house.browser);
  afterAll(async () => await house?.stop());

  const lines = async (): Promise<number> =>
    await page
      .getByRole("listitem")
      .filter({ has: page.locator("time") })
      .count();

  it("W170 what a colleague changes stands there within seconds, with who and when", async () => {
    await page.getByText("Réclamations").waitFor();
    await house.ada.call(z.unknown(), "POST", "/topics", { name: "Just now", description: "" });
    await page.getByText("Just now").waitFor();
    await page.getByText("Ada Admin").first().waitFor();
    await look(page, "audit-log");
  });

  it("W170 it is searched by keyword, accents or not, by the words on the screen, by person, by kind and by date", async () => {
    const search = page.getByRole("searchbox", { name: "Search the log" });
    await search.fill("reclam");
    await expect.poll(lines).toBe(1);
    await search.fill("agent added");
    await page.getByText("Bea Lind").first().waitFor();
    await expect.poll(() => page.getByText("Réclamations").count()).toBe(0);
    await search.fill("nothing of the kind");
    await page.getByText("No change fits").waitFor();
    await search.fill("");
    await page.getByRole("combobox", { name: "What" }).click();
    await page.getByRole("option", { name: "Channels" }).click();
    await expect.poll(lines).toBe(1);
    await page.getByRole("combobox", { name: "What" }).fill("Topi");
    await page.getByRole("option", { name: "Topics" }).click();
    await expect.poll(lines).toBe(4);
    await page.getByRole("combobox", { name: "By whom" }).click();
    await page.getByRole("option", { name: "Bea Lind" }).click();
    await page.getByText("No change fits").waitFor();
    await page.getByRole("combobox", { name: "By whom" }).click();
    await page.getByRole("option", { name: "Ada Admin" }).click();
    await expect.poll(lines).toBe(4);
    await page.getByLabel("To", { exact: true }).fill("2020-01-01");
    await page.getByText("No change fits").waitFor();
    await page.getByLabel("To", { exact: true }).fill("");
    await expect.poll(lines).toBe(4);
    await look(page, "audit-log-searched");
  });

  it("W170 it is taken away as a table and as JSON: what is looked for, in order, and no cell runs as a formula", async () => {
    const fetched = async (name: string): Promise<string> => {
      await page.getByRole("button", { name: "Download" }).click();
      const waiting = page.waitForEvent("download");
      await page.getByRole("menuitem", { name }).click();
      return await readFile(await (await waiting).path(), "utf8");
    };
    const csv = await fetched("As a table (CSV)");
    expect(csv.split("\r\n")).toHaveLength(6);
    expect(csv).toContain(`"'=SUM(A1)"`);
    const json = JSON.parse(await fetched("As JSON, with its chain"));
    expect(json.map((line: { subject: string }) => line.subject)).toEqual([
      "Réclamations",
      "Delivery",
      "=SUM(A1)",
      "Just now",
    ]);
    expect(json.every((line: { hash: string }) => /^[0-9a-f]{64}$/.test(line.hash))).toBe(true);
    expect(house.admin.complaints).toEqual([]);
  });
});
