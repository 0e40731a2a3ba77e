import { me } from "@guichet/contract";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MetaSimulator } from "../simulator/src/meta/meta-simulator.ts";
import { addExampleAccount } from "../simulator/src/whatsapp/example-account.ts";
import type { WhatsappAccount } from "../simulator/src/whatsapp/whatsapp-account.ts";
import { whatsappNetwork } from "../simulator/src/whatsapp/whatsapp-network.ts";
import type { Window } from "./testing/browser.ts";
import type { Person } from "./testing/house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";
import { type NetworkHouse, openNetworkHouse } from "./testing/network-house.ts";
import type { Guichet } from "./testing/start-guichet.ts";

describe("a number of WhatsApp", () => {
  let house: NetworkHouse;
  let guichet: Guichet;
  let ada: Person;
  let page: Page;
  let thread: Locator;
  let telephone: Window;
  let write: NetworkHouse["write"];
  let reply: NetworkHouse["reply"];
  let simulator: MetaSimulator;
  let account: WhatsappAccount;

  beforeAll(async () => {
    simulator = new MetaSimulator({ retryBaseMs: 200 });
    await simulator.start();
    account = addExampleAccount(simulator);
    house = await openNetworkHouse(whatsappNetwork(simulator, [account]));
    ({ guichet, ada, page, thread, telephone, write, reply } = house);
  });
  photographFailures(() => house.browser);
  afterAll(async () => {
    await house?.stop();
    await simulator?.stop();
  });

  it("W150 a wrong app secret is said where it was typed, and nothing is connected", async () => {
    await page.getByRole("button", { name: /^WhatsApp/ }).click();
    await look(page, "whatsapp-new");
    await page.getByLabel("Display name").fill("Lamp Shop on WhatsApp");
    await page.getByLabel("App ID").fill(account.app.id);
    await page.getByLabel("App secret").fill("0".repeat(32));
    await page.getByLabel("Access token").fill(account.token);
    await page.getByLabel("WhatsApp business account ID").fill(account.id);
    await page.getByLabel("Address", { exact: true }).fill(simulator.graphUrl);
    await page.getByRole("button", { name: "Add channel" }).click();
    await page
      .getByText(/does not accept this token/)
      .first()
      .waitFor();
    await look(page, "whatsapp-refused");
  });

  it("W150 with the right one the only number is found, and everything answers", async () => {
    await page.getByLabel("App secret").fill(account.app.secret);
    await page.getByRole("button", { name: "Add channel" }).click();
    await page.getByText("Everything answers.").waitFor();
    await look(page, "whatsapp-added");
    await page.getByRole("link", { name: "Go to the channel" }).click();
    await page.getByText("Connected to Lamp Shop (+33 1 86 99 00 01).").waitFor();
    expect(await page.getByLabel("Access token").inputValue()).toBe("");
    await look(page, "whatsapp-settings");
  });

  it("W157 the templates are WhatsApp's, with their states; an Admin says what their parameters begin with", async () => {
    const templates = page.getByRole("table", { name: "Message templates" });
    await templates.getByText("order_news · en").waitFor();
    await templates.getByText("Rejected").waitFor();
    await templates.getByText("Not usable here").waitFor();
    await page.getByRole("button", { name: "Edit order_news, en" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("{{body_1}} begins with").selectOption({ label: "First name of the contact" });
    await look(page, "whatsapp-template", WIDE);
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Fetch now" }).click();
    await templates.getByText("order_news · en").waitFor();
    await look(page, "whatsapp-templates");
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
    await thread.getByRole("button", { name: /photo\.png/ }).waitFor();
  });

  it("S31 the answer is on the contact's telephone, read by both, and the heart under it in the Shared Inbox", async () => {
    await reply("We send you a new one today.");
    await telephone.page.getByText("We send you a new one today.", { exact: true }).waitFor();
    await thread
      .getByText(/^(Delivered|Read)$/)
      .first()
      .waitFor();
    await telephone.page
      .getByText(/✓✓ Read/)
      .first()
      .waitFor();
    await telephone.page.getByRole("button", { name: "React with ❤️" }).click();
    await thread.getByRole("list", { name: "Reactions" }).getByText("❤️").waitFor();
    await look(telephone.page, "whatsapp-telephone");
    await look(page, "whatsapp-answered");
  });

  it("the contact's correction replaces what stood there, and what is taken back is gone", async () => {
    await telephone.page.getByRole("button", { name: "Edit" }).first().click();
    await write("The shade of my green lamp arrived broken.");
    await thread.getByText("The shade of my green lamp arrived broken.").waitFor();
    await write("Not meant for you");
    await thread.getByText("Not meant for you", { exact: true }).waitFor();
    await telephone.page.getByRole("button", { name: "Take back" }).last().click();
    await thread.getByText("Not meant for you", { exact: true }).waitFor({ state: "detached" });
  });

  it("W95 a day later a free reply fails with the reason; a template reaches the contact, whose answer comes back", async () => {
    await telephone.page.getByRole("button", { name: "A day goes by" }).click();
    await reply("It has left.");
    await thread
      .getByText(/24 hours for free replies are over/)
      .first()
      .waitFor();
    await look(page, "whatsapp-too-late");
    await thread
      .getByRole("button", { name: /Discard/ })
      .first()
      .click();
    await page.getByRole("button", { name: "Send a template" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("option", { name: /order_news · en/ }).click();
    expect(await dialog.getByLabel("Value 1").inputValue()).toBe("Zoé");
    await dialog.getByLabel("Header, 1").fill("2041");
    await dialog.getByLabel("Value 2").fill("it leaves today");
    await look(page, "whatsapp-fill-template", WIDE);
    await dialog.getByRole("button", { name: /^Send/ }).click();
    await telephone.page
      .getByText(/there is news of your order: it leaves today/)
      .first()
      .waitFor();
    await look(telephone.page, "whatsapp-template-on-telephone");
    await telephone.page.getByRole("button", { name: "Yes, please" }).click();
    await thread.getByText("Yes, please", { exact: true }).waitFor();
    await look(page, "whatsapp-template-answered");
  });

  it("W164 an agent writes first, by template alone", async () => {
    await page.getByRole("button", { name: "New message" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Telephone number").fill("+49 176 1234567");
    await dialog.getByLabel("Name").fill("Lea Sommer");
    await dialog.getByLabel("Template").selectOption({ label: "order_news · fr" });
    await dialog.getByLabel("Value 1").fill("Lea");
    await dialog.getByLabel("Value 2").fill("elle part");
    await look(page, "whatsapp-write-first", WIDE);
    account.numbers[0]?.contact({ name: "Lea Sommer", phone: "491761234567" });
    await dialog.getByRole("button", { name: /^Send/ }).click();
    await thread.getByText(/Bonjour Lea, il y a du nouveau/).waitFor();
    await thread
      .getByText(/^(Delivered|Read)$/)
      .first()
      .waitFor();
  });

  it("the same in French", async () => {
    await ada.call(me, "PATCH", "/me", { locale: "fr" });
    await page.goto(`${guichet.base}/settings/channels/new`);
    await page.getByRole("button", { name: /^WhatsApp/ }).click();
    await page.getByLabel("Jeton d’accès").waitFor();
    await look(page, "whatsapp-fr");
  });

  it("neither browser complained", () => {
    expect([...house.admin.complaints, ...telephone.complaints]).toEqual([]);
  });
});
