import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type ChannelId, channelCreated, channelTest } from "@guichet/contract";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, openAs, type Window } from "./testing/browser.ts";
import { addAgent, addMessenger, type Person, setUp } from "./testing/house.ts";
import { look, photographFailures } from "./testing/look.ts";
import { type Guichet, startGuichet } from "./testing/start-guichet.ts";

describe("a channel in trouble", () => {
  let guichet: Guichet;
  let browser: Browser;
  let ada: Person;
  let shop: ChannelId;
  let system: Server;
  let answers = 200;
  let admin: Window;
  let bea: Window;
  let carl: Window;

  const banner = (page: Page): Locator => page.getByRole("status", { name: "Channels in trouble" });
  const testShop = (): Promise<unknown> => ada.call(channelTest, "POST", `/channels/${shop}/test`);

  beforeAll(async () => {
    [guichet, browser] = await Promise.all([startGuichet(), launchBrowser()]);
    system = createServer((_, response) => response.writeHead(answers).end()).listen(0, "127.0.0.1");
    await once(system, "listening");
    const address = system.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    ada = await setUp(guichet);
    const settings = { outboundUrl: `http://127.0.0.1:${port}/` };
    const made = await ada.call(channelCreated, "POST", "/channels", { platform: "api", name: "Shop", settings });
    shop = made.channel.id;
    const website = await addMessenger(ada, "Website");
    const [inShop, elsewhere] = await Promise.all([
      addAgent(guichet, ada, { firstName: "Bea", lastName: "Lind", channels: { [shop]: "contributor" } }),
      addAgent(guichet, ada, { firstName: "Carl", lastName: "Berg", channels: { [website]: "contributor" } }),
    ]);
    admin = await openAs(browser, guichet.base, ada, "/inbox/new");
    bea = await openAs(browser, guichet.base, inShop, "/inbox/new");
    carl = await openAs(browser, guichet.base, elsewhere, "/inbox/new");
    for (const { page } of [admin, bea, carl]) await page.getByRole("button", { name: /^Availability:/ }).waitFor();
  });
  photographFailures(() => browser);
  afterAll(async () => {
    await browser?.close();
    system?.close();
    await guichet?.stop();
  });

  it("I15 a channel that needs reconnection is loud at once, to whom it concerns", async () => {
    answers = 410;
    await testShop();
    await banner(admin.page).getByText("Shop needs to be reconnected.").waitFor();
    await banner(bea.page)
      .getByText(/What you reply waits/)
      .waitFor();
    await look(admin.page, "channel-trouble");
    await look(bea.page, "channel-trouble-agent");
    expect(await banner(carl.page).textContent()).toBe("");
    expect(await bea.page.getByRole("link", { name: "Open the channel" }).count()).toBe(0);
    await bea.page.goto(`${guichet.base}/profile`);
    await banner(bea.page).getByText("Shop needs to be reconnected.").waitFor();
  });

  it("I15 an agent may hide it for the session, an Admin is led to the channel", async () => {
    expect(await admin.page.getByRole("button", { name: "Hide this notice for now" }).count()).toBe(0);
    await bea.page.getByRole("button", { name: "Hide this notice for now" }).click();
    await expect.poll(() => banner(bea.page).textContent()).toBe("");
    expect(await bea.page.evaluate(() => document.activeElement?.id)).toBe("page");
    await bea.page.reload();
    await bea.page.getByRole("button", { name: /^Availability:/ }).waitFor();
    expect(await banner(bea.page).textContent()).toBe("");
    await admin.page.getByRole("link", { name: "Open the channel" }).click();
    await admin.page.getByText("Needs reconnection").waitFor();
  });

  it("I15 it goes when the channel works again, and is new when it fails again", async () => {
    answers = 200;
    await admin.page.getByRole("button", { name: "Test the connection" }).click();
    await banner(admin.page).getByText("Shop: works again.").waitFor({ state: "attached" });
    await expect.poll(() => admin.page.getByText("needs to be reconnected").count()).toBe(0);
    answers = 410;
    await testShop();
    await banner(bea.page).getByText("Shop needs to be reconnected.").waitFor();
  });

  it("I15 another address is tried as soon as it is saved", async () => {
    answers = 200;
    await admin.page.goto(`${guichet.base}/settings/channels/${shop}`);
    const field = admin.page.getByLabel("Address for outgoing messages");
    await field.fill(`${await field.inputValue()}mended`);
    await admin.page.getByRole("button", { name: "Save", exact: true }).click();
    await banner(bea.page).getByText("Shop: works again.").waitFor({ state: "attached" });
    await expect.poll(() => admin.page.getByText("needs to be reconnected").count()).toBe(0);
  });

  it("the browsers did not complain", () => {
    expect([...admin.complaints, ...bea.complaints, ...carl.complaints]).toEqual([]);
  });
});
