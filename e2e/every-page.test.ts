import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { me } from "@guichet/contract";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { launchBrowser, openAs, openWindow, type Window } from "./testing/browser.ts";
import { type Person, setUp } from "./testing/house.ts";
import { findEveryBarrier, photographFailures, settle } from "./testing/look.ts";
import { findLost, ZOOMED } from "./testing/reach.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

/** Where each address stands for one of them, the list that says which there are. */
const LISTS: Readonly<Record<string, string>> = {
  $userId: "/users",
  $teamId: "/teams",
  $channelId: "/channels",
  $itemId: "/knowledge-items",
  $collectionId: "/knowledge-collections",
  $groupId: "/contact-groups",
  $automationId: "/automations",
  $skillSetId: "/skill-sets",
  $hoursId: "/business-hours",
  $policyId: "/sla-policies",
  $responderId: "/auto-responders",
  $contactId: "/contacts",
  $conversationId: "/conversations?status=new",
};
const PUBLIC = ["/sign-in", "/forgot-password", "/reset-password", "/invitation"];
const PAGES = [
  "/inbox/new",
  "/inbox/pending",
  "/inbox/resolved",
  "/inbox/new/$conversationId",
  "/search",
  "/search?q=order",
  "/contacts",
  "/contacts/$contactId",
  "/analytics/monitoring",
  "/analytics/reports",
  "/analytics/exports",
  "/help",
  "/profile",
  "/profile/keyboard",
  "/profile/notifications",
  "/profile/security",
  "/profile/sessions",
  "/nowhere",
  "/settings",
  "/settings/agents",
  "/settings/agents/new",
  "/settings/agents/$userId",
  "/settings/teams",
  "/settings/teams/$teamId",
  "/settings/away-states",
  "/settings/channels",
  "/settings/channels/new",
  "/settings/channels/$channelId",
  "/settings/delivery-problems",
  "/settings/topics",
  "/settings/tags",
  "/settings/automations",
  "/settings/automations/new",
  "/settings/automations/$automationId",
  "/settings/rules-file",
  "/settings/topic-required",
  "/settings/prioritization",
  "/settings/queue",
  "/settings/insights",
  "/settings/remove-assignment",
  "/settings/pii-handling",
  "/settings/resolution-reasons",
  "/settings/api-keys",
  "/settings/knowledge",
  "/settings/knowledge/collections",
  "/settings/knowledge/collections/new",
  "/settings/knowledge/collections/$collectionId",
  "/settings/knowledge/deleted",
  "/settings/knowledge/new-response",
  "/settings/knowledge/new-article",
  "/settings/knowledge/items/$itemId",
  "/settings/contact-attributes",
  "/settings/contact-groups",
  "/settings/contact-groups/$groupId",
  "/settings/skill-sets",
  "/settings/skill-sets/new",
  "/settings/skill-sets/fallback",
  "/settings/skill-sets/$skillSetId",
  "/settings/business-hours",
  "/settings/business-hours/$hoursId",
  "/settings/sla-policies",
  "/settings/sla-policies/$policyId",
  "/settings/auto-responders",
  "/settings/auto-responders/$responderId",
  "/settings/auto-clear",
  "/settings/muted-contacts",
  "/settings/muted-posts",
  "/settings/deleted-contacts",
  "/settings/preferences",
  "/settings/audit-log",
];

describe("every page", () => {
  let guichet: Guichet;
  let browser: Browser;
  let ada: Person;
  let admin: Window;
  let visitor: Window;
  const ids = new Map<string, string>();

  beforeAll(async () => {
    [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
    ada = await setUp(guichet, "en", true);
    await ada.call(me, "PUT", "/me/presence", { presence: "available" });
    admin = await openAs(browser, guichet.base, ada, "/inbox/new");
    visitor = await openWindow(browser);
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    await guichet?.stop();
  });

  it("the example has one of everything", async () => {
    const list = z.object({ items: z.array(z.object({ id: z.string() }).loose()) });
    for (const [name, path] of Object.entries(LISTS)) {
      // The organization is being filled while its Admin is already in.
      const first = async (): Promise<string> => (await ada.call(list, "GET", path)).items[0]?.id ?? "";
      ids.set(name, await vi.waitUntil(first, { timeout: 240_000, interval: 500 }));
    }
  }, 300_000);

  it("every address of the web app is among them", () => {
    const folder = fileURLToPath(new URL("../web/src/app/routes/", import.meta.url));
    const paths = globSync("*.ts", { cwd: folder }).flatMap((file) =>
      [...readFileSync(folder + file, "utf8").matchAll(/path: "([^"]+)"/g)].map((match) => match[1] ?? ""),
    );
    const left = paths.filter((path) => {
      const tail = path.startsWith("/") ? path : `/${path}`;
      return (
        !["/", "/analytics", "/set-up", "/inbox/$queue", "/conversations/$conversationId"].includes(tail) &&
        ![...PAGES, ...PUBLIC].some((page) => page === tail || page.endsWith(tail))
      );
    });
    expect(paths.length).toBeGreaterThan(50);
    expect(left).toEqual([]);
  });

  it.each(PUBLIC)("%s has no barrier", async (path) => {
    await visit(visitor.page, path);
    expect(await barriers(visitor.page)).toEqual([]);
    expect(await zoomed(visitor.page)).toEqual([]);
  });

  it.each(PAGES)(
    "%s has no barrier, wide and narrow, light and dark, and loses nothing at 400 percent",
    async (path) => {
      await visit(admin.page, path);
      expect.soft(await barriers(admin.page)).toEqual([]);
      expect.soft(await zoomed(admin.page)).toEqual([]);
    },
  );

  it("the browser did not complain", () => {
    expect([...admin.complaints, ...visitor.complaints]).toEqual([]);
  });

  async function visit(page: Page, path: string): Promise<void> {
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(guichet.base + path.replace(/\$\w+/, (name) => ids.get(name) ?? name));
    await page.locator("h1").first().waitFor({ state: "attached" });
    await page.waitForLoadState("networkidle");
  }

  async function barriers(page: Page): Promise<string[]> {
    const found: string[] = [];
    // What a journey looks at is checked the other way round: dark and wide, light and narrow.
    for (const [colorScheme, width, height] of [
      ["light", 1440, 900],
      ["dark", 390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await settle(page);
      found.push(...(await findEveryBarrier(page)).map((one) => `${width} ${colorScheme}: ${one}`));
    }
    await page.emulateMedia({ colorScheme: null });
    return found;
  }

  async function zoomed(page: Page): Promise<string[]> {
    await page.setViewportSize(ZOOMED);
    await settle(page);
    return await findLost(page);
  }
});
