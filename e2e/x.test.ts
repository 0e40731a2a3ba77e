import { me } from "@guichet/contract";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { xNetwork } from "../simulator/src/x/x-network.ts";
import { XSimulator } from "../simulator/src/x/x-simulator.ts";
import type { Account } from "../simulator/src/x/x-world.ts";
import type { Window } from "./testing/browser.ts";
import type { Person } from "./testing/house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";
import { type NetworkHouse, openNetworkHouse } from "./testing/network-house.ts";
import type { Guichet } from "./testing/start-guichet.ts";

describe("an account on X", () => {
  let house: NetworkHouse;
  let guichet: Guichet;
  let ada: Person;
  let page: Page;
  let thread: Locator;
  let telephone: Window;
  let write: NetworkHouse["write"];
  let reply: NetworkHouse["reply"];
  let simulator: XSimulator;
  let account: Account;

  beforeAll(async () => {
    simulator = new XSimulator({ retryBaseMs: 200 });
    await simulator.start();
    account = simulator.addAccount("Lumen", "lumen");
    simulator.person("Zoé Martin", "zoem").person.isOpen = true;
    simulator.publish(account, "New lamps, made in Lyon. Which colour next?");
    house = await openNetworkHouse(xNetwork(simulator));
    ({ guichet, ada, page, thread, telephone, write, reply } = house);
  });
  photographFailures(() => house.browser);
  afterAll(async () => {
    await house?.stop();
    await simulator?.stop();
  });

  const openChat = async (name: string): Promise<void> => {
    const { page: phone } = telephone;
    await phone.getByRole("link", { name }).or(phone.getByRole("button", { name })).first().click();
  };
  const field = (): Locator => thread.getByRole("textbox", { name: "Reply" });

  it("W150 W154 a wrong secret is said where it was typed, and nothing is connected", async () => {
    const { consumerKey } = simulator.world;
    await page.getByRole("button", { name: /^X \(Twitter\)/ }).click();
    await page.getByLabel("Display name").fill("Lumen on X");
    await page.getByLabel("API key", { exact: true }).fill(consumerKey);
    await page.getByLabel("API key secret").fill("x".repeat(50));
    await page.getByLabel("Access token", { exact: true }).fill(account.token);
    await page.getByLabel("Access token secret").fill(account.tokenSecret);
    await page.getByLabel("API address").fill(simulator.apiUrl);
    await page.getByLabel("Address of private files").fill(simulator.mediaUrl);
    await page.getByRole("button", { name: "Add channel" }).click();
    await page
      .getByText(/does not accept this token/)
      .first()
      .waitFor();
    await look(page, "x-refused");
    expect(simulator.world.webhooks).toHaveLength(0);
  });

  it("W150 W154 with the right one the account is connected, and everything answers", async () => {
    await page.getByLabel("API key secret").fill(simulator.world.consumerSecret);
    await page.getByRole("button", { name: "Add channel" }).click();
    await page.getByText("Everything answers.").waitFor();
    await look(page, "x-added");
    await page.getByRole("link", { name: "Go to the channel" }).click();
    await page.getByText("Connected as Lumen (@lumen).").waitFor();
    expect(await page.getByLabel("Access token", { exact: true }).inputValue()).toBe("");
    await page
      .getByText(/^http.*\/webhooks\/x\//)
      .first()
      .waitFor();
    await look(page, "x-settings");
    await page.getByLabel("Include everybody who is mentioned").scrollIntoViewIfNeeded();
    await page.getByLabel("Search queries").fill('lumen lamp\n"lamp shop"');
    await look(page, "x-searches");
  });

  it("W154 a direct message is in the Shared Inbox under its author's name, and the answer on the telephone", async () => {
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByText("Nobody is waiting").waitFor();
    await write("The shade of my lamp arrived broken.");
    await page.getByRole("link", { name: /The shade of my lamp arrived broken/ }).click();
    await thread.getByRole("article", { name: "Message from Zoé Martin" }).waitFor();
    await reply("We send you a new one today.");
    await telephone.page.getByText("We send you a new one today.", { exact: true }).waitFor();
    await look(page, "x-direct");
    await look(telephone.page, "x-telephone");
  });

  it("W87 W154 an answer to the account's post stands under that post", async () => {
    await openChat("New lamps, made in Lyon");
    await write("Please a green one!");
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByRole("link", { name: /Please a green one/ }).click();
    await thread.getByText("New lamps, made in Lyon. Which colour next?").waitFor();
    await look(page, "x-post");
  });

  it("W155 a long answer leaves in numbered posts, and the contact sees all of them", async () => {
    const text = Array.from({ length: 22 }, (_, n) => `It comes in May, part ${n}.`).join(" ");
    await field().fill(text);
    await look(page, "x-long", WIDE);
    await page.keyboard.press("Control+Enter");
    await telephone.page
      .getByText(/^2\/\d It comes|^2\/\d /)
      .first()
      .waitFor();
    await telephone.page.getByText(/^3\/3 .*part 21\.$/).waitFor();
    await thread.getByText(/part 21\.$/).waitFor();
    await look(telephone.page, "x-telephone-long");
  });

  it("W163 a post is liked and reposted there, and shown here as such", async () => {
    const article = thread.getByRole("article", { name: "Message from Zoé Martin" });
    await article.hover();
    await article.getByRole("button", { name: /^More for this message/ }).click();
    await look(page, "x-tend", WIDE);
    await page.getByRole("menuitem", { name: "Like as the page" }).click();
    await article.getByText("Liked by the page").waitFor();
    const posted = simulator.world.posts.find(({ text }) => text === "Please a green one!");
    expect(posted?.likedBy.size).toBe(1);
    await article.hover();
    await article.getByRole("button", { name: /^More for this message/ }).click();
    await page.getByRole("menuitem", { name: "Repost as the page" }).click();
    await article.getByText("Reposted by the page").waitFor();
    expect(posted?.repostedBy.size).toBe(1);
    await look(page, "x-tended");
  });

  it("W92 the post is answered in private", async () => {
    const article = thread.getByRole("article", { name: "Message from Zoé Martin" });
    await article.hover();
    await article.getByRole("button", { name: /^Reply in private/i }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Message" }).fill("Shall we keep one for you?");
    await look(page, "x-private-reply", WIDE);
    await dialog.getByRole("button", { name: "Send in private" }).click();
    await expect.poll(() => simulator.world.directs.at(-1)?.text).toMatch(/^Shall we keep one for you\?/);
  });

  it("W155 with the switch off what is too long for a post cannot be sent", async () => {
    await page.goto(`${guichet.base}/settings/channels`);
    await page
      .getByRole("link", { name: /Lumen on X/ })
      .first()
      .click();
    await page.getByRole("switch", { name: "Split long replies" }).uncheck();
    await page.getByRole("button", { name: "Save" }).click();
    await page
      .getByText(/^Saved/)
      .first()
      .waitFor();
    await openChat("My posts");
    await write("@lumen is anybody there?");
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByRole("link", { name: /is anybody there/ }).click();
    await field().fill("語".repeat(141));
    const send = thread.getByRole("button", { name: /^Send/ }).first();
    await expect.poll(async () => await send.isDisabled()).toBe(true);
    await look(page, "x-too-long", WIDE);
    await field().fill("語".repeat(140));
    await expect.poll(async () => await send.isDisabled()).toBe(false);
  });

  it("the same in French", async () => {
    await ada.call(me, "PATCH", "/me", { locale: "fr" });
    await page.goto(`${guichet.base}/settings/channels/new`);
    await page.getByRole("button", { name: /^X \(Twitter\)/ }).click();
    await page.getByLabel("Jeton d’accès", { exact: true }).waitFor();
    await look(page, "x-fr");
  });

  it("neither browser complained", () => {
    expect([...house.admin.complaints, ...telephone.complaints]).toEqual([]);
  });
});
