import { me } from "@guichet/contract";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lineNetwork } from "../simulator/src/line/line-network.ts";
import { type LineAccount, LineSimulator } from "../simulator/src/line/line-simulator.ts";
import type { Window } from "./testing/browser.ts";
import type { Person } from "./testing/house.ts";
import { look, photographFailures } from "./testing/look.ts";
import { type NetworkHouse, openNetworkHouse } from "./testing/network-house.ts";
import type { Guichet } from "./testing/start-guichet.ts";

describe("a LINE Official Account", () => {
  let house: NetworkHouse;
  let guichet: Guichet;
  let ada: Person;
  let page: Page;
  let thread: Locator;
  let telephone: Window;
  let write: NetworkHouse["write"];
  let simulator: LineSimulator;
  let account: LineAccount;

  beforeAll(async () => {
    simulator = new LineSimulator({ retryBaseMs: 200 });
    await simulator.start();
    account = simulator.addAccount("Lumen Care", "@lumen");
    const yuki = account.contact("Yuki Tanaka", "ja");
    account.group("Lamp friends", [yuki, account.contact("Anan Chai", "th")]);
    house = await openNetworkHouse(lineNetwork(simulator));
    ({ guichet, ada, page, thread, telephone, write } = house);
  });
  photographFailures(() => house.browser);
  afterAll(async () => {
    await house?.stop();
    await simulator?.stop();
  });

  it("W150 a wrong token is said where it was typed, and nothing is connected", async () => {
    await page.getByRole("button", { name: /^LINE/ }).click();
    await page.getByLabel("Display name").fill("Lumen on LINE");
    await page.getByLabel("API address").fill(simulator.apiUrl);
    await page.getByLabel("Content address").fill(simulator.dataUrl);
    await page.getByLabel("Channel secret").fill("ffffffffffffffffffffffffffffffff");
    await page.getByLabel("Channel access token").fill("a-token-that-opens-nothing");
    await page.getByRole("button", { name: "Add channel" }).click();
    await page
      .getByText(/does not accept this token/)
      .first()
      .waitFor();
    await look(page, "line-refused");
  });

  it("W150 a wrong channel secret comes out when LINE tries the address; with the right one everything answers", async () => {
    await page.getByLabel("Channel access token").fill(account.world.token);
    await page.getByRole("button", { name: "Add channel" }).click();
    await page
      .getByText(/channel secret is not that of this LINE account/)
      .first()
      .waitFor();
    await look(page, "line-wrong-secret");
    await page.getByRole("link", { name: "Go to the channel" }).click();
    await page.getByText("Connected as Lumen Care (@lumen).").waitFor();
    expect(await page.getByLabel("Channel secret").inputValue()).toBe("");
    await page.getByLabel("Channel secret").fill(account.world.secret);
    await page.getByRole("button", { name: "Save" }).first().click();
    await page.getByRole("button", { name: "Test the connection" }).click();
    await page.getByText("Everything answers.").waitFor();
    await look(page, "line-settings");
    await page.goto(`${guichet.base}/settings/channels`);
    await page.getByText("@lumen").waitFor();
    await look(page, "line-in-the-list");
  });

  it("what a contact writes, a text and a photo, is in the Shared Inbox with the name that LINE tells", async () => {
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByText("Nobody is waiting").waitFor();
    await write("ランプの傘が壊れて届きました。");
    await page.getByRole("link", { name: /ランプの傘が壊れて届きました/ }).click();
    await thread.getByRole("article", { name: "Message from Yuki Tanaka" }).first().waitFor();
    const picture = await telephone.page.screenshot({ type: "png" });
    await telephone.page
      .getByLabel("Photo or file")
      .setInputFiles({ name: "shade.png", mimeType: "image/png", buffer: picture });
    await write("これです");
    await thread.getByText("これです", { exact: true }).waitFor();
    await thread.getByRole("button", { name: /image-\d+/ }).waitFor();
    await telephone.page.getByRole("button", { name: "Sticker" }).click();
    await thread
      .getByText(/🏷️ hello/)
      .first()
      .waitFor();
    await look(page, "line-conversation");
  });

  it("the answer is on the contact's telephone, and what they wrote is marked as read", async () => {
    await thread.getByRole("textbox", { name: "Reply" }).fill("本日、新しいものをお送りします。");
    await page.keyboard.press("Control+Enter");
    await telephone.page.getByText("本日、新しいものをお送りします。", { exact: true }).waitFor();
    await thread.getByText("Sent", { exact: true }).waitFor();
    await telephone.page.getByText(/Read/).first().waitFor();
    await look(telephone.page, "line-telephone");
    await look(page, "line-answered");
  });

  it("a message that the contact takes back is gone in the Shared Inbox too", async () => {
    await write("間違えました");
    await thread.getByText("間違えました", { exact: true }).waitFor();
    await telephone.page.getByRole("button", { name: "Take back" }).last().click();
    await thread.getByText("間違えました", { exact: true }).waitFor({ state: "detached" });
    await look(page, "line-taken-back");
  });

  it("a group is a conversation of its own, named after it", async () => {
    await telephone.page.getByRole("button", { name: "Lamp friends" }).click();
    await telephone.page.getByText("Nobody has written yet").waitFor();
    await write("Hello from the group");
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByRole("link", { name: /Lamp friends/ }).click();
    await thread.getByRole("article", { name: "Message from Lamp friends" }).waitFor();
    await look(telephone.page, "line-telephone-group");
  });

  it("the month's limit is named as the reason", async () => {
    account.world.quota = { value: 0 };
    // Whatever a reply token could still answer for nothing is older by then, or used by the first.
    for (const text of ["One", "Two"]) {
      await thread.getByRole("textbox", { name: "Reply" }).fill(text);
      await page.keyboard.press("Control+Enter");
      await thread.getByText(text, { exact: true }).waitFor();
    }
    await thread
      .getByText(/no messages left this month/)
      .first()
      .waitFor();
    await look(page, "line-month-over");
  });

  it("the same in French", async () => {
    await ada.call(me, "PATCH", "/me", { locale: "fr" });
    await page.goto(`${guichet.base}/settings/channels/new`);
    await page.getByRole("button", { name: /^LINE/ }).click();
    await page.getByLabel("Secret du canal LINE (Channel secret)").waitFor();
    await look(page, "line-fr");
  });

  it("neither browser complained", () => {
    expect([...house.admin.complaints, ...telephone.complaints]).toEqual([]);
  });
});
