import { channelView, sendMessageAnswer, teamView } from "@guichet/contract";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type ApiContacts, addApiContacts } from "./testing/api-contacts.ts";
import { launchBrowser } from "./testing/browser.ts";
import { type Canary, openCanary } from "./testing/hostile/canary.ts";
import { openWatched } from "./testing/hostile/hostile-window.ts";
import { type Person, setUp } from "./testing/house.ts";
import { photographFailures } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

/** Where others drew foreign text as markup: each place with what was put there, opened in a real browser. */
describe("places where others' screens ran foreign text", () => {
  let guichet: Guichet;
  let browser: Browser;
  let canary: Canary;
  let shop: ApiContacts;
  let admin: Person;
  let script: string;
  let picture: string;

  beforeAll(async () => {
    [guichet, browser, canary] = await Promise.all([startGuichet(), launchBrowser(), openCanary()]);
    script = `<script>window.guichetHit=1;fetch('${canary.address}/s')</script>`;
    picture = `"><img src=x onerror="window.guichetHit=1;fetch('${canary.address}/i')">`;
    admin = await setUp(guichet);
    shop = await addApiContacts(admin, `Shop ${picture}`);
    await admin.call(teamView, "POST", "/teams", { name: `Team ${picture}` });
    const contact = {
      id: "c1",
      name: `Anna ${script}`,
      handle: picture,
      attributes: { note: script, [picture]: picture },
    };
    const texts = [
      `first ${script}`,
      `![x](javascript:window.guichetHit=1) [y](javascript:alert(1)) ![z](${canary.address}/m "t" onerror=alert(1))`,
      `{{constructor.constructor("window.guichetHit=1")()}} \${alert(1)} <div ng-app>{{alert(1)}}</div> <%= 1 %>`,
      `last https://shop.example/honest ${picture}`,
    ];
    for (const text of texts) await shop.write("c1", text, { contact, subject: `Subject ${script}` });
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    shop?.stop();
    canary?.stop();
    await guichet?.stop();
  });

  it("S1 P43 P115 P147 P148 P150 P153 title, text, links, expressions and what is known of a contact stay text", async () => {
    const window = await openWatched(browser, guichet.base, admin);
    const { page } = window;
    await window.goTo("/inbox/new");
    const queue = page.getByRole("region", { name: "Shared Inbox" });
    await queue.getByText("Anna", { exact: false }).first().click();
    const thread = page.getByRole("region", { name: /^Conversation with/ });
    await expect.poll(() => thread.textContent()).toContain("{{constructor");
    await expect.poll(() => thread.textContent()).toContain("![x](javascript:");
    await expect.poll(() => page.locator("body").textContent()).toContain(`Anna ${script}`);
    await expect.poll(() => page.locator("body").textContent()).toContain(`Subject ${script}`);
    const links = await thread.locator("a[href]").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    expect(links).toContain("https://shop.example/honest");
    for (const href of links) expect(href).toMatch(/^(https?:\/\/|mailto:|\/)/);
    expect(await thread.locator("img[src^='http'], form, iframe, script").count()).toBe(0);
    await window.isClean();
    expect(canary.calls).toEqual([]);
  });

  it("S1 P131 a form in a colleague's note is no form", async () => {
    const list = z.object({ items: z.array(z.object({ id: z.uuid() })) });
    const { items } = await admin.call(list, "GET", "/conversations?status=new");
    const text = `note <form action="${canary.address}/f"><input name=password><button>Sign in</button></form>`;
    const body = { id: crypto.randomUUID(), kind: "comment", text };
    await admin.call(sendMessageAnswer, "POST", `/conversations/${items[0]?.id}/messages`, body);
    const window = await openWatched(browser, guichet.base, admin);
    const { page } = window;
    await window.goTo(`/inbox/new/${items[0]?.id}`);
    const thread = page.getByRole("region", { name: /^Conversation with/ });
    await expect.poll(() => thread.textContent()).toContain("<button>Sign in</button>");
    expect(await thread.locator("form input[name=password]").count()).toBe(0);
    await window.isClean();
    expect(canary.calls).toEqual([]);
  });

  it("S1 P107 the names of channels and teams stay text, on their pages and in notices", async () => {
    const window = await openWatched(browser, guichet.base, admin);
    const { page } = window;
    await window.goTo("/settings/channels");
    await expect.poll(() => page.locator("main").textContent()).toContain(`Shop ${picture}`);
    await page.goto(`${guichet.base}/settings/teams`);
    await expect.poll(() => page.locator("main").textContent()).toContain(`Team ${picture}`);
    await page.goto(`${guichet.base}/settings/channels/${shop.channelId}`);
    await expect.poll(() => page.locator("body").innerHTML()).toContain("Shop");
    await admin.call(channelView, "PATCH", `/channels/${shop.channelId}`, { name: `Renamed ${script}` });
    await page.goto(`${guichet.base}/inbox/new`);
    await expect.poll(() => page.locator("body").textContent()).toContain("Anna");
    await window.isClean();
    expect(canary.calls).toEqual([]);
  });
});
