import { listConversationsAnswer } from "@guichet/contract";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, openWindow, type Window } from "./testing/browser.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";
import { type Demo, startDemo } from "./testing/start-demo.ts";

const START_MS = 400_000;
/** Right after its start it has three months to catch up with. */
const PAGE_MS = 40_000;
/** Scripted contacts read, think and type. */
const CONTACT_MS = 90_000;

describe("a newcomer tries the living example", () => {
  let demo: Demo;
  let browser: Browser;
  let tom: Window;
  let claire: Window;
  let visitor: Window;
  let telephone: Window;

  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), launchBrowser()]);
    tom = await openWindow(browser);
    claire = await openWindow(browser);
    visitor = await openWindow(browser);
    telephone = await openWindow(browser);
  }, START_MS);
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  const signIn = async ({ page }: Window, role: string) => {
    const { email = "", password = "" } = demo.signIns.get(role) ?? {};
    await page.goto(demo.base);
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("link", { name: "My profile" }).waitFor({ timeout: PAGE_MS });
  };

  it("W22 W145 signs in as the Agent it names, and finds views, people who wait and a bell with something unread", async () => {
    await signIn(tom, "Agent");
    await tom.page.getByRole("button", { name: /^Notifications: \d+ unread/ }).waitFor({ timeout: PAGE_MS });
    await tom.page.getByText("Waiting for over an hour").waitFor();
    await tom.page.getByText("Mine, waiting for them").waitFor();
    await tom.page.getByRole("link", { name: /Judith Stern/ }).waitFor();
    await look(tom.page, "demo-inbox");
  });

  it("W159 W68 answers somebody who writes in another browser, and sees the answer arrive there", async () => {
    await visitor.page.goto(demo.messengerPage);
    await visitor.page.getByRole("button", { name: "Open chat" }).click();
    await visitor.page.getByRole("textbox").fill("Hello, are you the ones with the lamps of 1970?");
    await visitor.page.keyboard.press("Enter");
    await tom.page.goto(`${demo.base}/inbox/new?sort=newest`);
    await tom.page.getByRole("link", { name: /lamps of 1970/ }).click();
    await answer(tom.page, "We do, gladly.");
    await visitor.page.getByRole("log").getByText("We do, gladly.").waitFor();
  });

  it("W150 answers somebody who writes on WhatsApp, and the answer is on their telephone", async () => {
    const { page } = telephone;
    await page.goto(demo.telephone);
    await page.getByRole("button", { name: "WhatsApp" }).click();
    await page.getByRole("textbox", { name: "Message" }).fill("Do you mend lamps of 1968?");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await tom.page.goto(`${demo.base}/inbox/new?sort=newest`);
    await tom.page.getByRole("link", { name: /lamps of 1968/ }).click();
    await answer(tom.page, "Since then, yes.");
    await page.getByRole("list", { name: "Chat" }).getByText("Since then, yes.").first().waitFor();
  });

  it("W47 answers a contact of the example, who writes back", async () => {
    const id = await newestOf(tom, "lamps of 1970");
    await tom.page.goto(`${demo.base}/conversations/${id}`);
    const thread = tom.page.getByRole("region", { name: /^Conversation with/ });
    const theirs = thread.getByRole("article", { name: /^Message from/ });
    await theirs.first().waitFor();
    const before = await theirs.count();
    await answer(tom.page, "Of course. Could you tell me a little more?");
    await expect.poll(() => theirs.count(), { timeout: CONTACT_MS }).toBeGreaterThan(before);
    await tom.page.getByRole("button", { name: "Views", exact: true }).click();
    await look(tom.page, "demo-conversation", WIDE);
  });

  it(
    "W02 W148 every page of the navigation and of Settings has something to show, in both languages, wide and narrow",
    async () => {
      await signIn(claire, "Admin");
      const { page } = claire;
      await page.goto(`${demo.base}/settings`);
      await page.getByRole("heading", { name: "Settings" }).first().waitFor();
      const links = await page.locator("a[href^='/']").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
      const profile = ["notifications", "security", "sessions"].map((name) => `/profile/${name}`);
      const paths = [...new Set(links.filter((path) => path !== null)), ...profile];
      expect(paths.length).toBeGreaterThan(30);
      for (const [locale, width] of [
        ["en", 1440],
        ["fr", 390],
      ] as const) {
        await change(page, { locale });
        await page.setViewportSize({ width, height: 900 });
        for (const path of paths) {
          await visit(page, path);
          const main = page.getByRole("main");
          await main.getByRole("heading").or(main.getByRole("tablist")).first().waitFor({ timeout: PAGE_MS });
          await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
          const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          expect.soft(over, `${path} is too wide at ${width}`).toBeLessThanOrEqual(0);
          expect.soft(await page.locator("main [role=alert]").allInnerTexts(), `${path} in ${locale}`).toEqual([]);
        }
      }
    },
    START_MS,
  );

  it("W122 W124 W127 logs of what is muted and deleted are not empty", async () => {
    const { page } = claire;
    await change(page, { locale: "en" });
    await page.setViewportSize({ width: 1440, height: 900 });
    for (const [path, line] of [
      ["muted-contacts", "Prize Desk"],
      ["muted-posts", "Sample sale in the courtyard"],
      ["deleted-contacts", "Asked for it in October"],
      ["audit-log", "Inès Moreau"],
      ["channels", "Support mail"],
    ] as const) {
      await page.goto(`${demo.base}/settings/${path}`);
      await page.getByText(line, { exact: false }).first().waitFor();
      await look(page, `demo-${path}`);
    }
  });

  it("no browser complained, and Ctrl-C ends it all", async () => {
    const everybody = [tom, claire, visitor, telephone];
    expect(everybody.flatMap(({ complaints }) => complaints)).toEqual([]);
    await Promise.all(everybody.map(({ context }) => context.close()));
    expect(await demo.stop()).toBe(0);
    await expect(fetch(`${demo.base}/healthz`)).rejects.toThrow();
  });

  /** The newest of those who wait, besides the newcomer's own. */
  async function newestOf({ page }: Window, not: string): Promise<string> {
    let found: string | undefined;
    await expect
      .poll(
        async () => {
          const answer = await page.request.get(`${demo.base}/api/v1/conversations?status=new&sort=newest&limit=20`);
          const { items } = listConversationsAnswer.parse(await answer.json());
          const living = items.filter(
            ({ lastMessage, queueAt, assignee }) =>
              lastMessage?.kind === "inbound" &&
              !lastMessage.text.includes(not) &&
              assignee === null &&
              Date.now() - Date.parse(queueAt) < 120_000,
          );
          found = living[0]?.id;
          return found;
        },
        { timeout: CONTACT_MS },
      )
      .toBeDefined();
    return found ?? "";
  }

  /** A machine that is too busy says so, and asks to come again. */
  async function visit(page: Page, path: string): Promise<void> {
    const status = async () => (await page.goto(demo.base + path))?.status();
    await expect.poll(status, { timeout: PAGE_MS, interval: 2000 }).not.toBe(503);
  }

  async function change(page: Page, part: Record<string, string>): Promise<void> {
    const headers = { origin: demo.base };
    const changed = await page.request.patch(`${demo.base}/api/v1/me`, { data: part, headers });
    expect(changed.ok()).toBe(true);
  }
});

async function answer(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Reply" }).fill(text);
  await page.keyboard.press("Control+Enter");
  const thread = page.getByRole("region", { name: /^Conversation with/ });
  await thread
    .getByRole("article", { name: /^Reply by/ })
    .getByText(text)
    .waitFor();
}
