import { contactGroupView, conversationRow, queueView, teamView, topicView, userView } from "@guichet/contract";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type InboxHouse, startInboxHouse } from "./testing/inbox-house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";

describe("filters and saved views of the queue", () => {
  let house: InboxHouse;
  let page: Page;
  let queue: Locator;
  let views: Locator;

  beforeAll(async () => {
    house = await startInboxHouse("/inbox/new");
    ({ page, queue } = house);
    views = queue.getByRole("navigation", { name: "Views" });
    const { ada } = house;
    // Ada, who may share views, works on the channel as well.
    const access = { accessMode: "channels", channels: [{ channelId: house.shop.channelId, role: "supervisor" }] };
    await ada.call(userView, "PUT", `/users/${ada.id}/access`, access);
    await house.admin.page.goto(`${house.guichet.base}/inbox/new`);
    await house.admin.page.getByRole("link", { name: /Anna/ }).waitFor();
    await ada.call(teamView, "POST", "/teams", { name: "Logistics" });
    for (const name of ["Delivery", "Refunds"]) await ada.call(topicView, "POST", "/topics", { name });
    const rule = { type: "all", nodes: [{ type: "condition", field: "vip", operator: "equals", values: ["yes"] }] };
    await ada.call(contactGroupView, "POST", "/contact-groups", { name: "Regulars", rule });
    await house.open("Anna");
    await label("Anna");
  });
  photographFailures(() => house.browser);
  afterAll(async () => await house?.stop());

  it("W43 W46 the queue is narrowed by team, type and waiting time, with a badge that counts, and one action clears all", async () => {
    await queue.getByRole("button", { name: "Filters", exact: true }).click();
    const panel = page.getByRole("dialog", { name: "Filters" });
    await panel.getByRole("radio", { name: "Private" }).check();
    await panel.getByRole("checkbox", { name: "No team" }).check();
    await look(page, "queue-filters", WIDE);
    await expect.poll(() => house.rows()).toEqual(["Anna", "Bruno", "Clara"]);
    await expect.poll(() => house.tab("New")).toBe("New3");
    await panel.getByRole("textbox", { name: "Search topics, tags, groups and teams" }).fill("logis");
    await panel.getByRole("checkbox", { name: "Logistics" }).check();
    await panel.getByRole("textbox").fill("");
    await panel.getByRole("checkbox", { name: "No team" }).uncheck();
    await expect.poll(() => house.rows()).toEqual([]);
    await expect.poll(() => house.tab("New")).toBe("New0");
    await page.keyboard.press("Escape");
    await queue.getByRole("button", { name: "Filters: 2" }).waitFor();
    await queue.getByRole("button", { name: "Without the filter Team Logistics" }).click();
    await queue.getByRole("button", { name: "Filters: 1" }).click();
    await panel.getByRole("radio", { name: "over 15 min" }).check();
    await page.keyboard.press("Escape");
    // Everybody has only just written.
    await page.getByText("No conversation fits the filters").waitFor();
    expect(page.url()).toMatch(/visibility=private&waiting=15m/);
    await queue.getByRole("button", { name: "Clear all", exact: true }).click();
    await expect.poll(() => house.rows()).toHaveLength(3);
    expect(page.url()).not.toMatch(/visibility|waiting/);
  });

  it("W41 the counts of New and Pending follow a filter by contact and by assignment, too", async () => {
    await queue.getByRole("button", { name: "Filters", exact: true }).click();
    await page.getByRole("checkbox", { name: "VIPs only" }).check();
    await page.keyboard.press("Escape");
    await expect.poll(() => house.tab("New")).toBe("New0");
    await queue.getByRole("button", { name: "Clear all", exact: true }).click();
    await queue.getByRole("button", { name: "Assigned to", exact: true }).click();
    await page.getByRole("checkbox", { name: "Assigned to me" }).check();
    await page.keyboard.press("Escape");
    await expect.poll(() => house.tab("New")).toBe("New0");
    await queue.getByRole("button", { name: "Clear all", exact: true }).click();
    await expect.poll(() => house.tab("New")).toBe("New3");
  });

  it("W53 filters are saved as a view with a name and an emoji; its count is live", async () => {
    await choose("Delivery");
    await queue.getByRole("button", { name: "Save as a view" }).click();
    const dialog = page.getByRole("dialog", { name: "Save as a view" });
    await dialog.getByRole("textbox", { name: "Name" }).fill("Parcels");
    await dialog.getByRole("button", { name: "Insert an emoji" }).click();
    await page.getByRole("searchbox", { name: "Search emoji" }).fill("package");
    await page.getByRole("gridcell").first().click();
    await look(page, "save-view", WIDE);
    // Bea is a Contributor: sharing is not hers to offer.
    expect(await dialog.getByRole("checkbox").count()).toBe(0);
    await dialog.getByRole("button", { name: "Save" }).click();
    const parcels = views.getByRole("link", { name: /Parcels/ });
    await expect.poll(() => parcels.getAttribute("aria-current")).toBe("page");
    await expect.poll(() => parcels.textContent()).toMatch(/^\p{Emoji}.?Parcels1$/u);
    expect(page.url()).toMatch(/view=[0-9a-f-]{36}/);
    await label("Bruno");
    await expect.poll(() => parcels.textContent()).toMatch(/Parcels2/);
  });

  it("W53 changed filters are saved into the view or as another one, and the way back is open", async () => {
    await choose("VIPs only");
    await queue.getByText("Changed").waitFor();
    await look(page, "changed-view");
    await queue.getByRole("button", { name: "Back to the view" }).click();
    await expect.poll(() => house.rows()).toEqual(["Anna", "Bruno"]);
    await choose("VIPs only");
    await queue.getByRole("button", { name: "Save changes" }).click();
    await page.getByText("Parcels: changes saved").waitFor();
    await page.keyboard.press("z");
    await queue.getByRole("button", { name: "Save as new" }).click();
    await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("VIP parcels");
    await page.keyboard.press("Enter");
    await views.getByRole("link", { name: /VIP parcels/ }).waitFor();
    await views
      .getByRole("link", { name: /Parcels/ })
      .first()
      .waitFor();
    await expect.poll(() => views.getByRole("link").count()).toBe(2);
  });

  it("W53 views are ordered with the keyboard and by dragging, and the order stays", async () => {
    await expect.poll(order).toEqual(["Parcels", "VIP parcels"]);
    await views.getByRole("link", { name: /VIP parcels/ }).focus();
    await page.keyboard.press("Shift+ArrowUp");
    await expect.poll(order).toEqual(["VIP parcels", "Parcels"]);
    await page.getByText("VIP parcels is now at place 1 of 2").waitFor({ state: "attached" });
    await views
      .locator("a")
      .filter({ hasText: /^\P{L}*Parcels/u })
      .dragTo(views.getByRole("link", { name: /VIP parcels/ }));
    await expect.poll(order).toEqual(["Parcels", "VIP parcels"]);
    await views.getByRole("button", { name: "What to do with the view Parcels", exact: true }).click();
    await look(page, "view-menu", WIDE);
    await page.getByRole("menuitem", { name: "Move down" }).click();
    await expect.poll(order).toEqual(["VIP parcels", "Parcels"]);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    await page.reload();
    await expect.poll(order).toEqual(["VIP parcels", "Parcels"]);
  });

  it("W53 a view is opened from the palette, renamed, deleted and taken back", async () => {
    await page.keyboard.press("Control+k");
    // The page has just been loaded anew: its palette comes a moment later.
    await page.getByRole("combobox", { name: "What do you want to do?" }).waitFor();
    await page.keyboard.type("View: 📦");
    await page.keyboard.press("Enter");
    await expect.poll(() => house.rows()).toEqual(["Anna", "Bruno"]);
    await views.getByRole("button", { name: "What to do with the view Parcels", exact: true }).click();
    await page.getByRole("menuitem", { name: "Name and emoji" }).click();
    await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("Deliveries");
    await page.keyboard.press("Enter");
    await views.getByRole("link", { name: /Deliveries/ }).waitFor();
    await views.getByRole("button", { name: "What to do with the view Deliveries" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await expect.poll(() => views.getByRole("link", { name: /Deliveries/ }).count()).toBe(0);
    expect(page.url()).not.toContain("view=");
    await page.getByRole("button", { name: /^Undo/ }).click();
    await views.getByRole("link", { name: /Deliveries/ }).waitFor();
  });

  it("W53 an Admin shares a view: colleagues have it at once, with their own counts, and cannot change it", async () => {
    const admin = house.admin.page;
    const adminQueue = admin.getByRole("region", { name: "Shared Inbox" });
    await adminQueue.getByRole("button", { name: "Filters", exact: true }).click();
    await admin.getByRole("checkbox", { name: "Delivery" }).check();
    await admin.getByRole("checkbox", { name: "Refunds" }).check();
    await admin.keyboard.press("Escape");
    await adminQueue.getByRole("button", { name: "Save as a view" }).click();
    await admin.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("Orders");
    await admin.getByRole("checkbox", { name: "Share with everybody" }).check();
    await admin.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    const orders = house.carl.page.getByRole("link", { name: /Orders/ });
    await orders.click();
    await expect.poll(() => house.rows(house.carl.page)).toEqual(["Anna", "Bruno"]);
    await expect.poll(() => orders.textContent()).toMatch(/Orders2/);
    await house.carl.page.getByRole("button", { name: "What to do with the view Orders" }).click();
    await house.carl.page.getByRole("menuitem", { name: "Move up" }).waitFor();
    expect(await house.carl.page.getByRole("menuitem", { name: "Delete" }).count()).toBe(0);
    await house.carl.page.keyboard.press("Escape");
  });

  it("W53 a view that names a deleted topic still opens and says so", async () => {
    const { items } = await house.ada.call(z.object({ items: z.array(topicView) }), "GET", "/topics");
    const refunds = items.find((one) => one.name === "Refunds");
    await house.ada.call(z.undefined(), "DELETE", `/topics/${refunds?.id}`);
    const { page: carl } = house.carl;
    await carl.getByText("Refunds (deleted)").waitFor();
    await expect.poll(() => house.rows(carl)).toEqual(["Anna", "Bruno"]);
    await carl.goto(`${carl.url()}&teams=01990000-0000-7000-8000-000000000001`);
    await carl.getByText("A deleted team").waitFor();
    await expect.poll(() => house.rows(carl)).toEqual([]);
    await look(carl, "view-of-what-is-gone");
  });

  it("W53 before a topic, a team, a channel or a contact group is deleted, the views that ask for it are named", async () => {
    const settings = house.admin.page;
    const { ada, guichet, shop } = house;
    const items = z.object({ items: z.array(z.object({ id: z.string(), name: z.string() })) });
    const idOf = async (path: string, name: string) =>
      (await ada.call(items, "GET", path)).items.find((one) => one.name === name)?.id ?? "";
    const [team, topic, group] = [
      await idOf("/teams", "Logistics"),
      await idOf("/topics", "Delivery"),
      await idOf("/contact-groups", "Regulars"),
    ];
    const save = (name: string, filter: object, shared = true) =>
      ada.call(queueView, "POST", "/queue-views", { name, status: "new", sort: "oldest", filter, shared });
    await save("Lorries", { teams: team, topics: topic, groups: group, channels: shop.channelId });
    await save("Ada's regulars", { groups: group }, false);
    await page.evaluate(async (groups) => {
      const body = { name: "Bea's secret", status: "new", sort: "oldest", filter: { groups }, shared: false };
      const headers = { "content-type": "application/json" };
      await fetch("/api/v1/queue-views", { method: "POST", headers, body: JSON.stringify(body) });
    }, group);
    const dialog = settings.getByRole("dialog");
    const told = async (): Promise<string> => ((await dialog.textContent()) ?? "").replaceAll(/\s+/g, " ");
    await settings.goto(`${guichet.base}/settings/contact-groups/${group}`);
    await settings.getByRole("button", { name: "Delete contact group" }).click();
    await dialog.getByText("Lorries").waitFor();
    expect(await told()).toContain("3 saved views of the queue ask for it.");
    for (const words of ["Ada's regulars yours alone", "Lorries shared by Ada", "A private view of Bea Lind"])
      expect(await told()).toContain(words);
    expect(await told()).not.toContain("secret");
    await look(settings, "views-that-ask-for-it");
    await settings.keyboard.press("Escape");
    await settings.goto(`${guichet.base}/settings/teams/${team}`);
    await settings.getByRole("button", { name: "Delete the team" }).click();
    await dialog.getByText("Lorries").waitFor();
    await settings.keyboard.press("Escape");
    await settings.goto(`${guichet.base}/settings/channels/${shop.channelId}`);
    await settings.getByRole("button", { name: "Delete the channel" }).click();
    await dialog.getByText("Lorries").waitFor();
    await look(settings, "views-that-ask-for-the-channel", [1440, 390]);
    await settings.keyboard.press("Escape");
    await settings.goto(`${guichet.base}/settings/topics`);
    await settings.getByRole("button", { name: "Delete Delivery" }).click();
    await dialog.getByText("Lorries").waitFor();
    expect(await told()).toContain("4 saved views of the queue ask for it.");
    await settings.keyboard.press("Escape");
  });

  it("W53 in French, and nothing went wrong in any browser", async () => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").waitFor();
    await page.keyboard.type("Français");
    await page.keyboard.press("Enter");
    await page.keyboard.type("Fran");
    await page.keyboard.press("Enter");
    await page.getByRole("navigation", { name: "Vues" }).waitFor();
    await page.getByRole("button", { name: /^Filtres/ }).click();
    await look(page, "queue-views-french", WIDE);
    await page.keyboard.press("Escape");
    expect([...house.bea.complaints, ...house.carl.complaints, ...house.admin.complaints]).toEqual([]);
  });

  async function choose(name: string): Promise<void> {
    await queue.getByRole("button", { name: /^Filters/ }).click();
    await page.getByRole("checkbox", { name }).check();
    await page.keyboard.press("Escape");
  }

  /** Somebody puts the topic Delivery on a conversation. */
  async function label(contact: string): Promise<void> {
    const { items } = await house.ada.call(z.object({ items: z.array(topicView) }), "GET", "/topics");
    const add = items.filter((one) => one.name === "Delivery").map((one) => one.id);
    const row = house.admin.page.getByRole("link", { name: new RegExp(contact) });
    const id = await row.getAttribute("data-row");
    await house.ada.call(conversationRow, "PATCH", `/conversations/${id}/topics`, { add });
  }

  async function order(): Promise<string[]> {
    return await views.locator("a bdi").allTextContents();
  }
});
