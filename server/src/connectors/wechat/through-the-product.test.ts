import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Contact } from "../../../../simulator/src/wechat/contact.ts";
import { openWechatHouse, type WechatHouse } from "./wechat.test-kit.ts";

let house: WechatHouse;
let li: Contact;
beforeAll(async () => {
  house = await openWechatHouse();
  li = house.account.contact("Li Wei", "zh_CN", "Li Wei (VIP)");
});
afterAll(async () => await house?.stop());

const idOf = ({ person }: Contact) => person.openid;
const channelNow = async () => (await house.call("GET", `/channels/${house.channel.id}`)).body;
const texts = async (contact = li) => (await house.said(idOf(contact))).map(({ text }) => text);
const sayingOf = async (id: string) => (await house.said(idOf(li))).find((one) => one.id === id);
const stateOf = async (id: string) => (await sayingOf(id))?.delivery_state;
const fromAccount = () => li.chat().filter(({ by }) => by === "account");
const code = (answer: { body: unknown }) => (answer.body as { error?: { code: string } }).error?.code;
const deliveries = async () =>
  // The self-test has some of its own.
  (
    await house.app.app.parts.database.system
      .selectFrom("deliveries")
      .where("platform", "=", "wechat")
      .select("id")
      .execute()
  ).length;
/** What was told last, once more. */
const again = async () => await house.account.redeliver(house.account.world.told.slice(-1), 1);
const enter = async (over: object = {}) =>
  await house.account.world.enterServer({ url: house.channel.webhookUrl ?? "", token: house.token, ...over });

describe("connecting", () => {
  it("W150 the account is named by its AppID; the address to enter and the token are there", async () => {
    const { appId } = house.account.world;
    expect(house.channel).toMatchObject({
      ...{ platform: "wechat", address: appId, state: "connected" },
      settings: { appId, appSecret: null, encodingAesKey: null, mode: "encrypted" },
    });
    expect(house.channel.webhookUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/webhooks\/wechat\/[0-9a-f-]{36}$/);
    expect(house.token).toMatch(/^[A-Za-z0-9]{32}$/);
    const tested = await house.call("POST", `/channels/${house.channel.id}/test`);
    expect(tested.body).toMatchObject({ ok: true, checks: [{ name: "access" }] });
  });

  it("the handshake is passed with the token, and with no other", async () => {
    const before = await deliveries();
    expect(await enter({ token: "anotherTokenOfSomebody" })).toContain("401");
    expect(house.account.world.server).toBeUndefined();
    expect(await enter()).toBeUndefined();
    expect(await deliveries()).toBe(before);
  });

  it("S46 no secret stands in an answer or in the log of settings", async () => {
    const { secret, aesKey } = house.account.world;
    for (const path of ["/channels", `/channels/${house.channel.id}`, "/settings-changes"]) {
      const told = JSON.stringify((await house.call("GET", path)).body);
      for (const one of [secret, aesKey, house.token]) expect(told).not.toContain(one);
    }
  });

  it("a wrong secret, none, or a server that is not there is refused, and nothing is stored", async () => {
    const add = async (changes: object) =>
      await house.call("POST", "/channels", {
        ...{ platform: "wechat", name: "Other", settings: house.settings({ ...changes }) },
      });
    const wrong = await add({ appSecret: "f".repeat(32) });
    expect([wrong.status, code(wrong)]).toEqual([422, "account_refused"]);
    expect(JSON.stringify(wrong.body)).toContain("settings.appSecret");
    expect(code(await add({ appSecret: null }))).toBe("account_secret_needed");
    expect(code(await add({ encodingAesKey: null }))).toBe("account_secret_needed");
    expect(code(await add({ apiUrl: "http://127.0.0.1:9" }))).toBe("account_unreachable");
    expect(code(await add({}))).toBe("already_exists");
  });
});

describe("what contacts write", () => {
  it("texts, pictures and voices are in the Shared Inbox, under the name that colleagues gave the contact", async () => {
    li.write("灯坏了 <&>");
    li.sendFile({ bytes: PNG, name: "lamp.png", type: "image/png" });
    li.sendFile({ bytes: Buffer.from("#!AMR\n"), name: "v.amr", type: "audio/amr" }, "请帮帮我");
    await expect.poll(() => texts()).toEqual(["灯坏了 <&>", "", "🎙️ 请帮帮我"]);
    const files = async () => (await house.said(idOf(li))).map((one) => one.files?.[0] ?? "");
    await expect
      .poll(files)
      .toEqual(["", expect.stringMatching(/^image-\d+\.jpg image\/png stored$/), expect.any(String)]);
    const ids = li.chat().map(({ id }) => String(id));
    expect((await house.said(idOf(li))).map(({ external_id }) => external_id)).toEqual(ids);
    await expect.poll(async () => (await house.said(idOf(li)))[0]?.name).toBe("Li Wei (VIP)");
    expect(house.account.world.delivered.every(({ body }) => body === "success")).toBe(true);
  });

  it("a place, a link and a page of a mini program are shown as words that need no language", async () => {
    li.sendPlace(31.2304, 121.4737, "外滩");
    li.sendLink("Brume", "Glass", "https://shop.example/brume");
    li.sendMiniProgram("Lamps", "pages/lamps");
    li.press("WHERE_IS_MY_LAMP");
    await expect
      .poll(async () => (await texts()).slice(-4))
      .toEqual([
        expect.stringContaining("📍 外滩"),
        "Brume\nGlass\nhttps://shop.example/brume",
        "🧩 Lamps\npages/lamps",
        "WHERE_IS_MY_LAMP",
      ]);
  });

  it("W160 where they are and by which code they came are told of the contact, and are no messages", async () => {
    const before = (await texts()).length;
    li.share(31.2304, 121.4737);
    li.scan("shop-lyon");
    await expect
      .poll(() => house.attributes(idOf(li)))
      .toMatchObject({ Position: "31.2304, 121.4737", Reference: "shop-lyon", Language: "zh_CN" });
    expect(await texts()).toHaveLength(before);
  });

  it("I2 I3 ten times each, shuffled, is once each and in order", async () => {
    const chen = house.account.contact("Chen Jing", "zh_CN");
    house.account.world.hold();
    Array.from({ length: 8 }, (_, index) => chen.write(`号码 ${index}`));
    chen.press("HELP");
    // Ten seconds apart, so that only the times can bring them back into order.
    const all = house.account.world.takeHeld().map((fields, index) => {
      return { ...fields, CreateTime: Number(fields.CreateTime) - 200 + index * 10 };
    });
    expect(new Set(await house.account.redeliver(all, 10))).toEqual(new Set([200]));
    const expected = [...Array.from({ length: 8 }, (_, index) => `号码 ${index}`), "HELP"];
    await expect.poll(() => texts(chen)).toEqual(expected);
  });

  it("S29 a wrong token, another key, or nothing encrypted is 401 or kept aside, and nothing is stored of it", async () => {
    const before = await deliveries();
    const [fields] = house.account.world.told.slice(-1);
    if (fields === undefined) throw new Error("Nothing has happened yet.");
    expect(await house.account.redeliver([fields], 1, { token: "aWrongToken" })).toEqual([401]);
    expect(await house.account.redeliver([fields], 1, { mode: "plain" })).toEqual([401]);
    const unsigned = await fetch(house.channel.webhookUrl ?? "", { method: "POST", body: "<xml/>" });
    expect(unsigned.status).toBe(401);
    expect(await deliveries()).toBe(before);
  });
});

describe("what agents answer", () => {
  it("W94 an answer is sent; once the time for replies is over WeChat says so", async () => {
    li.write("在吗？");
    await expect.poll(async () => (await texts()).at(-1)).toBe("在吗？");
    const id = await house.reply(idOf(li), "新的已在路上 🚚");
    await expect.poll(() => stateOf(id)).toBe("sent");
    expect(fromAccount().at(-1)?.content).toMatchObject({ type: "text", content: "新的已在路上 🚚" });
    li.wait();
    const late = await house.reply(idOf(li), "还在吗？");
    await expect.poll(() => stateOf(late)).toBe("failed");
    expect((await sayingOf(late))?.delivery_error?.kind).toBe("window_closed");
    expect(JSON.stringify((await house.call("GET", "/bootstrap")).body)).toContain('"replyWindowHours":48');
  });

  it("I9 a limit is waited for, then it leaves once; I6 a lost answer is uncertain and not repeated", async () => {
    li.write("你好");
    await expect.poll(async () => (await texts()).at(-1)).toBe("你好");
    const before = fromAccount().length;
    house.account.misbehave("message/custom/send", { type: "refused", errcode: 45011, errmsg: "api minute-quota" });
    const id = await house.reply(idOf(li), "马上");
    await expect.poll(() => stateOf(id)).toBe("sent");
    expect(fromAccount()).toHaveLength(before + 1);
    house.account.misbehave("message/custom/send", { type: "done_but_silent" });
    const lost = await house.reply(idOf(li), "收到了吗？");
    await expect.poll(() => stateOf(lost)).toBe("uncertain");
    expect((await house.call("POST", `/messages/${lost}/discard`)).status).toBeLessThan(300);
    expect(fromAccount()).toHaveLength(before + 2);
  });

  it("a token that ended is replaced without anybody noticing", async () => {
    house.account.tokens.expire();
    const id = await house.reply(idOf(li), "令牌");
    await expect.poll(() => stateOf(id)).toBe("sent");
  });

  it("W95 a template leaves after the window, and WeChat tells that it has arrived", async () => {
    li.wait();
    const filled = "发货提醒\n商品：Brume";
    const template = { name: "T_1", language: "zh_CN", parameters: { thing1: "Brume" } };
    const id = await house.reply(idOf(li), filled, { template });
    await expect.poll(() => stateOf(id)).toBe("delivered");
    expect(fromAccount().at(-1)?.content.content).toBe(filled);
    li.person.blocksTemplates = true;
    const blocked = await house.reply(idOf(li), filled, { template });
    await expect.poll(() => stateOf(blocked)).toBe("failed");
    expect((await sayingOf(blocked))?.delivery_error?.kind).toBe("recipient_unavailable");
  });

  it("a contact who does not follow any more is told of, and marked until they do again", async () => {
    li.unfollow();
    await expect
      .poll(() => house.attributes(idOf(li)))
      .toMatchObject({ Unsubscribed: expect.stringMatching(/^\d{4}-/) });
    const id = await house.reply(idOf(li), "再见");
    await expect.poll(() => stateOf(id)).toBe("failed");
    expect((await sayingOf(id))?.delivery_error).toMatchObject({ kind: "recipient_unavailable" });
    li.follow();
    await expect.poll(() => house.attributes(idOf(li))).not.toHaveProperty("Unsubscribed");
  });
});

describe("changing", () => {
  it("W162 a new secret of the same account keeps the channel and its history", async () => {
    const path = `/channels/${house.channel.id}`;
    const history = await texts();
    house.account.world.secret = "0".repeat(32);
    house.account.tokens.expire();
    expect((await house.call("POST", `${path}/test`)).body).toMatchObject({ ok: false, checks: [{ name: "access" }] });
    expect(await channelNow()).toMatchObject({ state: "needs_reconnection" });
    const settings = house.settings({ appSecret: house.account.world.secret, encodingAesKey: null });
    expect((await house.call("PATCH", path, { settings })).status).toBe(200);
    expect(await channelNow()).toMatchObject({ id: house.channel.id, state: "connected" });
    expect(await texts()).toEqual(history);
    const other = house.simulator.addAccount("Other").world;
    const theirs = house.settings({ appId: other.appId, appSecret: other.secret });
    expect(code(await house.call("PATCH", path, { settings: theirs }))).toBe("account_differs");
  });

  it("plain and compatible modes are read too, as soon as the channel says so", async () => {
    await enter({ mode: "compatible" });
    li.write("兼容");
    await expect.poll(async () => (await texts()).at(-1)).toBe("兼容");
    const settings = house.settings({ appSecret: null, encodingAesKey: null, mode: "plain" });
    expect((await house.call("PATCH", `/channels/${house.channel.id}`, { settings })).status).toBe(200);
    await enter({ mode: "plain" });
    await expect.poll(again).toEqual([200]);
    li.write("明文");
    await expect.poll(async () => (await texts()).at(-1)).toBe("明文");
    li.write("还有这个");
    await expect.poll(async () => (await texts()).at(-1)).toBe("还有这个");
  });

  it("W150 to a deleted channel WeChat delivers no more", async () => {
    expect((await house.call("DELETE", `/channels/${house.channel.id}`, { name: "Lamps" })).status).toBe(204);
    await expect.poll(again).toEqual([401]);
  });
});

/** One grey pixel. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);
