import { me } from "@guichet/contract";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Account } from "../simulator/src/twilio/account.ts";
import { createPhone, type Phone } from "../simulator/src/twilio/phone.ts";
import { twilioNetwork } from "../simulator/src/twilio/twilio-network.ts";
import { TwilioSimulator } from "../simulator/src/twilio/twilio-simulator.ts";
import type { Window } from "./testing/browser.ts";
import type { Person } from "./testing/house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";
import { type NetworkHouse, openNetworkHouse } from "./testing/network-house.ts";
import type { Guichet } from "./testing/start-guichet.ts";

describe("SMS by Twilio", () => {
  let house: NetworkHouse;
  let guichet: Guichet;
  let ada: Person;
  let page: Page;
  let thread: Locator;
  let telephone: Window;
  let write: NetworkHouse["write"];
  let simulator: TwilioSimulator;
  let account: Account;
  let phones: readonly Phone[];
  let reply: Locator;

  beforeAll(async () => {
    simulator = new TwilioSimulator({ stepMs: 50 });
    await simulator.start();
    account = simulator.addAccount("Lumen Care");
    const sender = account.addSender("number", "+14155550100", "Lumen helpline");
    phones = [
      createPhone(account, sender, "+33612345678", "Zoé Martin", simulator.apiUrl),
      createPhone(account, sender, "+491701234567", "Max Weber", simulator.apiUrl),
    ];
    house = await openNetworkHouse(twilioNetwork(simulator, () => [{ account, phones }]));
    ({ guichet, ada, page, thread, telephone, write } = house);
    reply = thread.getByRole("textbox", { name: "Reply" });
  });
  photographFailures(() => house.browser);
  afterAll(async () => {
    await house?.stop();
    await simulator?.stop();
  });

  it("W150 a wrong token, and a number that is another's, are said where they were typed", async () => {
    await page.getByRole("button", { name: /^SMS/ }).click();
    await page.getByLabel("Display name").fill("Lumen by SMS");
    await page.getByLabel("Account SID").fill(account.sid);
    await page.getByLabel("Auth token", { exact: true }).fill("0".repeat(32));
    await page.getByLabel("Number or Messaging Service").fill("+1 415 555 0199");
    await page.getByLabel("API address").fill(simulator.apiUrl);
    await page.getByLabel("Address for Messaging Services").fill(simulator.messagingUrl);
    await look(page, "sms-new");
    await page.getByRole("button", { name: "Add channel" }).click();
    await page
      .getByText(/does not accept this token/)
      .first()
      .waitFor();
    await page.getByLabel("Auth token", { exact: true }).fill(account.token);
    await page.getByRole("button", { name: "Add channel" }).click();
    await page.getByText(/The account has no such sender/).waitFor();
    await look(page, "sms-refused");
  });

  it("W150 with the right ones the number is connected, and everything answers", async () => {
    await page.getByLabel("Number or Messaging Service").fill("+1 (415) 555-0100");
    await page.getByRole("button", { name: "Add channel" }).click();
    await page.getByText("Everything answers.").waitFor();
    await look(page, "sms-added");
    await page.getByRole("link", { name: "Go to the channel" }).click();
    await page.getByText("Connected with Lumen Care, as Lumen helpline.").waitFor();
    expect(await page.getByLabel("Auth token", { exact: true }).inputValue()).toBe("");
    await look(page, "sms-settings");
    await page.goto(`${guichet.base}/settings/channels`);
    await page.getByText("+14155550100").waitFor();
    await look(page, "sms-in-the-list");
  });

  it("W158 what a contact writes, an SMS and an MMS, is in the Shared Inbox without a reload", async () => {
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByText("Nobody is waiting").waitFor();
    await write("The shade of my lamp arrived broken.");
    await page.getByRole("link", { name: /The shade of my lamp arrived broken/ }).click();
    await thread.getByRole("article", { name: "Message from +33612345678" }).waitFor();
    const picture = await telephone.page.screenshot({ type: "png" });
    await telephone.page
      .getByLabel("Photo or file")
      .setInputFiles({ name: "shade.png", mimeType: "image/png", buffer: picture });
    await write("Look at it");
    await thread.getByText("Look at it", { exact: true }).waitFor();
    await thread.getByRole("button", { name: /mms-1/ }).waitFor();
    await look(page, "sms-conversation");
  });

  it("W158 how many SMS an answer is stands beside it, and which character makes it more", async () => {
    await reply.fill("We send you a new one today, to the same address as before. ".repeat(2));
    await thread.getByText("1 SMS", { exact: true }).waitFor();
    await reply.fill("We’ll send you a new one today, to the same address as before. ".repeat(2));
    await thread.getByText("2 SMS", { exact: true }).waitFor();
    await look(page, "sms-segments");
    await house.reply("We send you a new one today.");
    await telephone.page.getByText("We send you a new one today.", { exact: true }).waitFor();
    await thread.getByText("Delivered", { exact: true }).waitFor();
    await look(telephone.page, "sms-telephone");
  });

  it("W158 a telephone that is switched off is named as the reason", async () => {
    await telephone.page.getByRole("button", { name: "Switch off" }).click();
    await telephone.page.getByRole("button", { name: "Switch on" }).waitFor();
    await house.reply("Are you there?");
    await thread
      .getByText(/cannot be reached: switched off/)
      .first()
      .waitFor();
    await look(page, "sms-undelivered");
    await telephone.page.getByRole("button", { name: "Switch on" }).click();
    await telephone.page.getByRole("button", { name: "Switch off" }).waitFor();
  });

  it("W158 after STOP nobody can write to the contact, and after START again", async () => {
    await telephone.page.getByRole("button", { name: "Write STOP" }).click();
    await thread.getByText(/has opted out by STOP/).waitFor();
    await thread.getByText(/The contact opted out by STOP/).waitFor();
    await reply.fill("Just one more thing");
    expect(await thread.getByRole("button", { name: /^Send/ }).first().isDisabled()).toBe(true);
    await look(page, "sms-opted-out");
    await telephone.page.getByRole("button", { name: "Write START" }).click();
    await thread.getByText(/The contact opted in again/).waitFor();
    await reply.press("Control+Enter");
    await telephone.page.getByText("Just one more thing", { exact: true }).waitFor();
  });

  it("W100 an agent writes first, to a telephone number", async () => {
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByRole("button", { name: "New message" }).first().click();
    const dialog = page.getByRole("dialog", { name: "New message" });
    await dialog.getByLabel("Telephone number").fill("0049 170 1234567");
    await dialog.getByLabel("Name").fill("Max Weber");
    await dialog.getByLabel("Message").fill("Your lamp is ready.");
    await dialog.getByText("1 SMS", { exact: true }).waitFor();
    await look(page, "sms-new-message", WIDE);
    await dialog.getByRole("button", { name: /^Send/ }).click();
    await telephone.page.getByLabel("You are").selectOption({ label: "Max Weber" });
    await telephone.page.getByText("Your lamp is ready.", { exact: true }).waitFor();
    await write("On my way!");
    await thread.getByText("On my way!", { exact: true }).waitFor();
  });

  it("the same in French", async () => {
    await ada.call(me, "PATCH", "/me", { locale: "fr" });
    await page.goto(`${guichet.base}/settings/channels/new`);
    await page.getByRole("button", { name: /^SMS/ }).click();
    await page.getByLabel("Jeton d’authentification", { exact: true }).waitFor();
    await look(page, "sms-fr");
    await phones[0]?.write("STOP");
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByRole("link", { name: /STOP/ }).first().click();
    await page.getByText(/s’est désabonné par STOP \(/).waitFor();
    await look(page, "sms-opted-out-fr");
  });

  it("neither browser complained", () => {
    expect([...house.admin.complaints, ...telephone.complaints]).toEqual([]);
  });
});
