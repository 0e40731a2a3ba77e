import { me } from "@guichet/contract";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wechatNetwork } from "../simulator/src/wechat/wechat-network.ts";
import { type WechatAccount, WechatSimulator } from "../simulator/src/wechat/wechat-simulator.ts";
import type { Window } from "./testing/browser.ts";
import type { Person } from "./testing/house.ts";
import { look, photographFailures, WIDE } from "./testing/look.ts";
import { type NetworkHouse, openNetworkHouse } from "./testing/network-house.ts";
import type { Guichet } from "./testing/start-guichet.ts";

const HOUR_S = 3600;

describe("an official account of WeChat", () => {
  let house: NetworkHouse;
  let guichet: Guichet;
  let ada: Person;
  let page: Page;
  let thread: Locator;
  let telephone: Window;
  let write: NetworkHouse["write"];
  let reply: NetworkHouse["reply"];
  let simulator: WechatSimulator;
  let account: WechatAccount;

  beforeAll(async () => {
    simulator = new WechatSimulator({ retryBaseMs: 200 });
    await simulator.start();
    account = simulator.addAccount("Lumen Care");
    account.world.templates.push({
      template_id: "Tpl_shipping_1",
      title: "发货提醒",
      content: "商品：{{thing1.DATA}}\n时间：{{time2.DATA}}",
    });
    account.contact("Li Wei", "zh_CN", "Li Wei");
    house = await openNetworkHouse(wechatNetwork(simulator));
    ({ guichet, ada, page, thread, telephone, write, reply } = house);
  });
  photographFailures(() => house.browser);
  afterAll(async () => {
    await house?.stop();
    await simulator?.stop();
  });

  it("W150 a wrong AppSecret is said where it was typed; with the right one everything answers", async () => {
    const { world } = account;
    await page.getByRole("button", { name: /^WeChat/ }).click();
    await page.getByText(/verified service account/).waitFor();
    await page.getByLabel("Display name").fill("Lumen on WeChat");
    await page.getByLabel("AppID").fill(world.appId);
    await page.getByLabel("AppSecret", { exact: true }).fill("f".repeat(32));
    await page.getByLabel("EncodingAESKey", { exact: true }).fill(world.aesKey);
    await page.getByLabel("API address").fill(simulator.apiUrl);
    await page.getByRole("button", { name: "Add channel" }).click();
    await page
      .getByText(/does not accept this token/)
      .first()
      .waitFor();
    await look(page, "wechat-refused");
    await page.getByLabel("AppSecret", { exact: true }).fill(world.secret);
    await page.getByRole("button", { name: "Add channel" }).click();
    await page.getByText("Everything answers.").waitFor();
    await look(page, "wechat-added");
  });

  it("W150 the address and the token are copied into WeChat's console, which tries them at once", async () => {
    const [address = "", token = ""] = await page.getByRole("code").allTextContents();
    telephone.page.once("dialog", (asked) => void asked.accept(`${address} wrongTokenOfSomebody`));
    await telephone.page.getByRole("button", { name: "Server configuration" }).click();
    await telephone.page.getByText(/could not be verified/).waitFor();
    telephone.page.once("dialog", (asked) => void asked.accept(`${address} ${token}`));
    await telephone.page.getByRole("button", { name: "Server configuration" }).click();
    await telephone.page.getByRole("button", { name: "Server configuration" }).waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Go to the channel" }).click();
    await page.getByText(address).waitFor();
    expect(await page.getByLabel("AppSecret", { exact: true }).inputValue()).toBe("");
    await look(page, "wechat-settings");
  });

  it("W150 plain text can be chosen, and its danger is said", async () => {
    await page.getByLabel("Plain text").check();
    await page.getByText(/covers nothing of the message/).waitFor();
    await page.getByLabel("EncodingAESKey", { exact: true }).waitFor({ state: "detached" });
    await page.getByLabel("Encrypted (safe or compatible mode)").check();
    await page.getByLabel("EncodingAESKey", { exact: true }).waitFor();
  });

  it("what a contact writes, a text and a photo, is in the Shared Inbox without a reload", async () => {
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByText("Nobody is waiting").waitFor();
    await write("灯罩到的时候碎了。");
    await page.getByRole("link", { name: /灯罩到的时候碎了/ }).click();
    await thread.getByRole("article", { name: "Message from Li Wei" }).waitFor();
    const picture = await telephone.page.screenshot({ type: "png" });
    await telephone.page
      .getByLabel("Photo or file")
      .setInputFiles({ name: "shade.png", mimeType: "image/png", buffer: picture });
    await write("请看");
    await thread.getByText("请看", { exact: true }).waitFor();
    await thread.getByRole("button", { name: /^Enlarge/ }).waitFor();
    telephone.page.once("dialog", (asked) => void asked.accept("WHERE_IS_MY_LAMP"));
    await telephone.page.getByRole("button", { name: "Press a menu entry" }).click();
    await thread.getByText("WHERE_IS_MY_LAMP", { exact: true }).waitFor();
    await look(page, "wechat-conversation");
  });

  it("the answer is on the contact's telephone, and where they are is told of them", async () => {
    await reply("我们今天寄出新的。");
    await telephone.page.getByText("我们今天寄出新的。", { exact: true }).waitFor();
    await telephone.page.getByRole("button", { name: "Share my position" }).click();
    await page.getByText("31.2304, 121.4737").first().waitFor();
    await look(telephone.page, "wechat-telephone");
    await look(page, "wechat-answered");
  });

  it("W94 when 48 hours have passed for WeChat, the reply fails with the reason", async () => {
    await telephone.page.getByRole("button", { name: "Let 48 hours pass" }).click();
    await reply("还需要帮助吗？");
    await thread
      .getByText(/within 48 hours after the contact has written/)
      .first()
      .waitFor();
    await look(page, "wechat-too-late");
    await thread
      .getByRole("button", { name: /Discard/ })
      .first()
      .click();
  });

  it("W94 W95 the end of the time for replies is told before; after it a template is filled in, and arrives", async () => {
    // Written the day before yesterday, and delivered now.
    const said = async (name: string, hoursAgo: number): Promise<void> => {
      const contact = account.contact(name, "zh_CN", name);
      account.world.hold();
      contact.write(`${name} 的灯`);
      const held = account.world.takeHeld();
      const at = Math.floor(Date.now() / 1000) - hoursAgo * HOUR_S;
      await account.redeliver(
        held.map((fields) => ({ ...fields, CreateTime: at })),
        1,
      );
    };
    await said("Wang Fang", 47.5);
    await said("Zhao Min", 49);
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByRole("link", { name: /Wang Fang/ }).click();
    await page.getByText(/The platform takes replies until/).waitFor();
    await look(page, "wechat-window-ends");
    await page.goto(`${guichet.base}/inbox/new`);
    await page.getByRole("link", { name: /Zhao Min/ }).click();
    await page.getByText(/only a template can be sent/).waitFor();
    await page.getByRole("button", { name: "Send a template" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("option", { name: /Tpl_shipping_1/ }).click();
    await dialog.getByLabel("thing1").fill("Brume");
    await dialog.getByLabel("time2").fill("10:00");
    await look(page, "wechat-template", WIDE);
    await dialog.getByRole("button", { name: /^Send/ }).click();
    await thread.getByText(/商品：Brume/).waitFor();
    await thread.getByText("Delivered", { exact: true }).first().waitFor();
    await look(page, "wechat-template-sent");
  });

  it("the same in French", async () => {
    await ada.call(me, "PATCH", "/me", { locale: "fr" });
    await page.goto(`${guichet.base}/settings/channels/new`);
    await page.getByRole("button", { name: /^WeChat/ }).click();
    await page.getByText("Comment WeChat livre les messages").waitFor();
    await look(page, "wechat-fr");
  });

  it("neither browser complained", () => {
    expect([...house.admin.complaints, ...telephone.complaints]).toEqual([]);
  });
});
