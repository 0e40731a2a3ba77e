import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type InboxHouse, startInboxHouse } from "./testing/inbox-house.ts";
import { look, photographFailures } from "./testing/look.ts";

describe("settings that somebody is writing", () => {
  let house: InboxHouse;
  let page: InboxHouse["page"];

  beforeAll(async () => {
    house = await startInboxHouse("/settings");
    page = house.admin.page;
  });
  photographFailures(() => house.browser);
  afterAll(async () => await house?.stop());

  const question = () => page.getByRole("dialog", { name: "Leave without saving?" });
  const elsewhere = () => page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Tags" });

  it.each([
    ["W10 a new agent", "agents/new", "First name", "/users"],
    ["W150 a new channel", "channels/new", "Display name", "/channels"],
    ["W115 a new contact group", "contact-groups/new", "Name", "/contact-groups"],
    ["R22 a new automation", "automations/new", "Name", "/automations"],
    ["W130 a new collection", "knowledge/collections/new", "Name", "/knowledge-collections"],
    ["W130 a new response", "knowledge/new-response", "Title", "/knowledge-items"],
    ["W130 a new article", "knowledge/new-article", "Title", "/knowledge-items"],
  ])("%s is not lost by a link: one is asked, and may stay", async (_, path, label, list) => {
    if (path.startsWith("knowledge/new-"))
      await house.ada.call(anything, "POST", "/knowledge-collections", collection());
    await page.goto(`${house.guichet.base}/settings/${path}`);
    if (path === "channels/new") await page.getByRole("button", { name: /^API/ }).click();
    const field = page.getByRole("textbox", { name: label, exact: true });
    // Who has typed nothing is not held up.
    await field.waitFor();
    await elsewhere().click();
    await page.getByRole("heading", { name: "Tags", level: 1 }).waitFor();
    await page.goBack();
    if (path === "channels/new") await page.getByRole("button", { name: /^API/ }).click();
    await field.fill("Half written");
    await elsewhere().click();
    await question().waitFor();
    if (path === "contact-groups/new") await look(page, "leave-question", [1440, 390]);
    await page.keyboard.press("Escape");
    await expect.poll(() => question().count()).toBe(0);
    expect(await field.inputValue()).toBe("Half written");
    await elsewhere().click();
    await question().getByRole("button", { name: "Leave without saving" }).click();
    await page.getByRole("heading", { name: "Tags", level: 1 }).waitFor();
    // Left is left: nothing was made of it.
    expect(JSON.stringify(await house.ada.call(anything, "GET", list))).not.toContain("Half written");
  });

  it("W130 what was saved is left without a question", async () => {
    await page.goto(`${house.guichet.base}/settings/knowledge/collections/new`);
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("Kept");
    await page.getByRole("radio", { name: "Every channel" }).check();
    await page.getByRole("button", { name: "Add a collection" }).click();
    await page.waitForURL(/collections(\/[0-9a-f-]{36})?$/);
    expect(await question().count()).toBe(0);
  });

  it("W115 contact groups say what they ask, and are found by it", async () => {
    const rule = (value: string) => ({
      type: "all",
      nodes: [{ type: "condition", field: "vip", operator: "equals", values: [value] }],
    });
    for (const [name, value] of [
      ["Très importants", "yes"],
      ["Everybody else", "no"],
    ] as const)
      await house.ada.call(anything, "POST", "/contact-groups", { name, rule: rule(value) });
    await page.goto(`${house.guichet.base}/settings/contact-groups`);
    const table = page.getByRole("table", { name: "Contact groups" });
    await table.getByText("VIP is Yes").waitFor();
    const search = page.getByRole("searchbox", { name: "Search contact groups by name or rule" });
    await search.fill("tres");
    await expect.poll(() => table.getByRole("row").count()).toBe(2);
    await search.fill("is no");
    await table.getByText("Everybody else").waitFor();
    await expect.poll(() => table.getByRole("row").count()).toBe(2);
    await search.fill("nothing like it");
    await page.getByText("No contact group has this in its name or rule.").waitFor();
    await search.fill("");
    await look(page, "contact-groups");
  });

  it.each([
    ["contact-attributes", "Contact attributes"],
    ["resolution-reasons", "Asked on Resolve"],
    ["topic-required", "Topic required to resolve"],
    ["channels", "Channels"],
  ])("W172 the table of %s has a column Platform that says which", async (path, label) => {
    await page.goto(`${house.guichet.base}/settings/${path}`);
    if (path === "contact-attributes") await page.getByRole("button", { name: "Add the usual ones" }).click();
    const table = page.getByRole("table", { name: label });
    await table.getByRole("columnheader", { name: "Platform" }).waitFor();
    const heads = await table.getByRole("columnheader").evaluateAll((all) => all.map((one) => one.textContent?.trim()));
    const at = heads.indexOf("Platform");
    expect(at).toBeGreaterThan(0);
    const said = await table.getByRole("row").nth(1).locator("th, td").nth(at).textContent();
    expect(said?.trim()).toBe(path === "contact-attributes" ? "Own" : "API");
  });

  it("W150 the table of channels shows whole names beside everything else", async () => {
    await house.ada.call(anything, "POST", "/channels", {
      ...{ platform: "messenger", name: "Website of the workshop", settings: {} },
    });
    await page.goto(`${house.guichet.base}/settings/channels`);
    const name = page.getByText("Website of the workshop", { exact: true });
    await name.waitFor();
    await look(page, "channels-named");
    for (const width of [1440, 1280, 1024]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await name.evaluate((one) => one.scrollWidth - one.clientWidth), String(width)).toBeLessThanOrEqual(1);
      const cut = (): Promise<number> =>
        page.getByRole("table", { name: "Channels" }).evaluate((table) => {
          const holder = table.parentElement;
          return holder === null ? -1 : holder.scrollWidth - holder.clientWidth;
        });
      await expect.poll(cut, { message: String(width) }).toBe(0);
    }
    expect(house.admin.complaints).toEqual([]);
  });
});

const anything = z.unknown();
let n = 0;
const collection = () => ({
  name: `Collection ${++n}`,
  allChannels: true,
  channelIds: [],
  onlyTeams: false,
  teamIds: [],
});
