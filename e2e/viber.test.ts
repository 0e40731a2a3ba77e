import { me } from "@guichet/contract";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { viberNetwork } from "../simulator/src/viber/viber-network.ts";
import { type ViberBot, ViberSimulator } from "../simulator/src/viber/viber-simulator.ts";
import type { Window } from "./testing/browser.ts";
import type { Person } from "./testing/house.ts";
import { look, photographFailures } from "./testing/look.ts";
import { type NetworkHouse, openNetworkHouse } from "./testing/network-house.ts";
import type { Guichet } from "./testing/start-guichet.ts";

describe("a bot of Viber", () => {
  let house: NetworkHouse;
  let guichet: Guichet;
  let ada: Person;
  let page: Page;
  let thread: Locator;
  let telephone: Window;
  let write: NetworkHouse["write"];
  let simulator: ViberSimulator;
  let bot: ViberBot;

  beforeAll(async () => {
    simulator = new ViberSimulator({ retryBaseMs: 200 });
    await simulator.start();
    bot = simulator.addBot("Lumen Care", "lumencare");
    bot.contact("Elena Petrova", "bg", "BG");
    house = await openNetworkHouse(viberNetwork(simulator));
    ({ guichet, ada, page, thread, telephone, write } = house);
  });
  photographFailures(() => house.browser);
  afterAll(async () => {
    await house?.stop();
    await simulator?.stop();
  });

  it("W150 a wrong token is said where it was typed; with the right one the bot is connected, and everything answers", async () => {
    await page.getByRole("button", { name: /^Viber/ }).click();
    await page.getByLabel("Display name").fill("Lumen on Viber");
    await page.getByLabel("API address").fill(simulator.apiUrl);
    await page.getByLabel("Bot token").fill("0000000000000000-0000");
    await page.getByLabel("Sender’s name").fill("Lumen");
    await page.getByLabel("Welcome message").fill("Welcome to Lumen. How can we help?");
    await page.getByRole("button", { name: "Add channel" }).click();
    await page
      .getByText(/does not accept this token/)
      .first()
      .waitFor();
    await look(page, "viber-refused");
    await page.getByLabel("Bot token").fill(bot.world.token);
    await page.getByRole("button", { name: "Add channel" }).click();
    await page.getByText("Everything answers.").waitFor();
    await look(page, "viber-added");
    await page.getByRole("link", { name: "Go to the channel" }).click();
    await page.getByText("Connected as Lumen Care (lumencare).").waitFor();
    expect(await page.getByLabel("Bot token").inputValue()).toBe("");
    await look(page, "viber-settings");
  });

  it("whoever opens the chat is welcomed", async () => {
    telephone.page.once("dialog", (dialog) => void dialog.accept("spring"));
    await telephone.page.getByRole("button", { name: "Open by a link" }).click();
    await telephone.page.getByText("Welcome to Lumen. How can we help?", { exact: true }).waitFor();
  });

  it("what a contact writes, a text and a photo, is in the Shared Inbox without a reload", async () => {
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByText("Nobody is waiting").waitFor();
    await write("Абажурът пристигна счупен.");
    await page.getByRole("link", { name: /Абажурът пристигна счупен/ }).click();
    await thread.getByRole("article", { name: "Message from Elena Petrova" }).waitFor();
    const picture = await telephone.page.screenshot({ type: "png" });
    await telephone.page
      .getByLabel("Photo or file")
      .setInputFiles({ name: "shade.png", mimeType: "image/png", buffer: picture });
    await write("Вижте");
    await thread.getByText("Вижте", { exact: true }).waitFor();
    await thread.getByRole("button", { name: /shade/ }).waitFor();
    await telephone.page.getByRole("button", { name: "Send a place" }).click();
    await thread
      .getByText(/📍 48.8566, 2.3522/)
      .first()
      .waitFor();
    await look(page, "viber-conversation");
  });

  it("the answer is on the contact's telephone, and whoever looks at it has seen it", async () => {
    await thread.getByRole("textbox", { name: "Reply" }).fill("Изпращаме нов още днес.");
    await page.keyboard.press("Control+Enter");
    await telephone.page.getByText("Изпращаме нов още днес.", { exact: true }).waitFor();
    await thread
      .getByText(/^(Read|Seen)/)
      .first()
      .waitFor();
    await look(telephone.page, "viber-telephone");
    await look(page, "viber-answered");
  });

  it("a contact who has unsubscribed is named as the reason, and can be written to when they are back", async () => {
    await telephone.page.getByRole("button", { name: "Unsubscribe", exact: true }).click();
    await telephone.page.getByRole("button", { name: "Subscribe", exact: true }).waitFor();
    await thread.getByText(/has blocked this account on Viber/).waitFor();
    const reply = thread.getByRole("textbox", { name: "Reply" });
    await reply.fill("Там ли сте?");
    expect(await thread.getByRole("button", { name: /^Send/ }).first().isDisabled()).toBe(true);
    await look(page, "viber-unsubscribed");
    await telephone.page.getByRole("button", { name: "Subscribe", exact: true }).click();
    await thread.getByText(/has blocked this account on Viber/).waitFor({ state: "detached" });
    await reply.press("Control+Enter");
    await telephone.page.getByText("Там ли сте?", { exact: true }).waitFor();
  });

  it("the same in French", async () => {
    await ada.call(me, "PATCH", "/me", { locale: "fr" });
    await page.goto(`${guichet.base}/settings/channels/new`);
    await look(page, "channels-fr");
    await page.getByRole("button", { name: /^Viber/ }).click();
    await page.getByLabel("Jeton du bot").waitFor();
    await look(page, "viber-fr");
  });

  it("neither browser complained", () => {
    expect([...house.admin.complaints, ...telephone.complaints]).toEqual([]);
  });
});
