import { me } from "@guichet/contract";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { telegramNetwork } from "../simulator/src/telegram/telegram-network.ts";
import { TelegramSimulator } from "../simulator/src/telegram/telegram-simulator.ts";
import type { Window } from "./testing/browser.ts";
import type { Person } from "./testing/house.ts";
import { look, photographFailures } from "./testing/look.ts";
import { type NetworkHouse, openNetworkHouse } from "./testing/network-house.ts";
import type { Guichet } from "./testing/start-guichet.ts";

describe("a bot of Telegram", () => {
  let house: NetworkHouse;
  let guichet: Guichet;
  let ada: Person;
  let page: Page;
  let thread: Locator;
  let telephone: Window;
  let write: NetworkHouse["write"];
  let simulator: TelegramSimulator;
  let token: string;

  beforeAll(async () => {
    simulator = new TelegramSimulator({ retryBaseMs: 200 });
    await simulator.start();
    const bot = simulator.addBot("Lumen Care", "lumen_care_bot");
    token = bot.token;
    bot.contact({ firstName: "Zoé", lastName: "Martin", username: "zoem", language: "fr" });
    house = await openNetworkHouse(telegramNetwork(simulator));
    ({ guichet, ada, page, thread, telephone, write } = house);
  });
  photographFailures(() => house.browser);
  afterAll(async () => {
    await house?.stop();
    await simulator?.stop();
  });

  it("W150 a wrong token is said where it was typed, and nothing is connected", async () => {
    await page.getByRole("button", { name: /^Telegram/ }).click();
    await page.getByLabel("Display name").fill("Lumen on Telegram");
    await page.getByLabel("Bot API address").fill(simulator.apiUrl);
    await page.getByLabel("File address").fill(simulator.fileUrl);
    await page.getByLabel("Bot token").fill(`${token.slice(0, -1)}_`);
    await page.getByRole("button", { name: "Add channel" }).click();
    await page
      .getByText(/does not accept this token/)
      .first()
      .waitFor();
    await look(page, "telegram-refused");
  });

  it("W150 with the right one the bot is connected, and everything answers", async () => {
    await page.getByLabel("Bot token").fill(token);
    await page.getByRole("button", { name: "Add channel" }).click();
    await page.getByText("Everything answers.").waitFor();
    await look(page, "telegram-added");
    await page.getByRole("link", { name: "Go to the channel" }).click();
    await page.getByText("Connected as Lumen Care (@lumen_care_bot).").waitFor();
    expect(await page.getByLabel("Bot token").inputValue()).toBe("");
    await look(page, "telegram-settings");
    await page.goto(`${guichet.base}/settings/channels`);
    await page.getByText("@lumen_care_bot").waitFor();
    await look(page, "telegram-in-the-list");
  });

  it("W99 what a contact writes, a text and a photo, is in the Shared Inbox without a reload", async () => {
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByText("Nobody is waiting").waitFor();
    await write("The shade of my lamp arrived broken.");
    await page.getByRole("link", { name: /The shade of my lamp arrived broken/ }).click();
    await thread.getByRole("article", { name: "Message from Zoé Martin" }).waitFor();
    const picture = await telephone.page.screenshot({ type: "png" });
    await telephone.page
      .getByLabel("Photo or file")
      .setInputFiles({ name: "shade.png", mimeType: "image/png", buffer: picture });
    await write("Look at it");
    await thread.getByText("Look at it", { exact: true }).waitFor();
    await thread.getByRole("button", { name: /photo-\d+/ }).waitFor();
    await look(page, "telegram-conversation");
  });

  it("S31 the answer is on the contact's telephone, and the heart under it in the Shared Inbox", async () => {
    await thread.getByRole("textbox", { name: "Reply" }).fill("We send you a new one today.");
    await page.keyboard.press("Control+Enter");
    await telephone.page.getByText("We send you a new one today.", { exact: true }).waitFor();
    await thread.getByText("Sent", { exact: true }).waitFor();
    await telephone.page.getByRole("button", { name: "React with ❤" }).click();
    await thread.getByRole("list", { name: "Reactions" }).getByText("❤").waitFor();
    await look(telephone.page, "telegram-telephone");
    await look(page, "telegram-answered");
  });

  it("the contact's correction replaces what stood there", async () => {
    await telephone.page.getByRole("button", { name: "Edit" }).first().click();
    await write("The shade of my green lamp arrived broken.");
    await thread.getByText("The shade of my green lamp arrived broken.").waitFor();
  });

  it("S31 a contact who has blocked the bot is named as the reason", async () => {
    await telephone.page.getByRole("button", { name: "Block", exact: true }).click();
    await telephone.page.getByRole("button", { name: "Unblock" }).waitFor();
    await thread.getByRole("textbox", { name: "Reply" }).fill("Are you there?");
    await page.keyboard.press("Control+Enter");
    await thread
      .getByRole("article", { name: /Ada Admin/ })
      .last()
      .getByText(/not be reached|Not sent|Failed/i)
      .first()
      .waitFor();
    await look(page, "telegram-blocked");
  });

  it("the same in French", async () => {
    await ada.call(me, "PATCH", "/me", { locale: "fr" });
    await page.goto(`${guichet.base}/settings/channels/new`);
    await page.getByRole("button", { name: /^Telegram/ }).click();
    await page.getByLabel("Jeton du bot").waitFor();
    await look(page, "telegram-fr");
  });

  it("neither browser complained", () => {
    expect([...house.admin.complaints, ...telephone.complaints]).toEqual([]);
  });
});
