import { afterAll, describe, expect, it } from "vitest";
import { listen } from "../../testing/permission/line.ts";
import type { TestApp } from "../../testing/test-app.ts";
import { openFacebookHouse } from "../facebook/facebook.test-kit.ts";
import { openInstagramHouse } from "../instagram/instagram.test-kit.ts";
import { openLineHouse } from "../line/line.test-kit.ts";
import { openTelegramHouse } from "../telegram/telegram.test-kit.ts";
import { openWechatHouse } from "../wechat/wechat.test-kit.ts";
import { openWhatsappHouse, ZOE } from "../whatsapp/whatsapp.test-kit.ts";

type Scene = {
  readonly app: TestApp;
  /** How often the network was asked to show it. */
  asked(): number;
  /** The contact sees it. */
  shown(): boolean;
  /** What the contact wrote is marked as read; undefined: this network has no such mark. */
  read?(): boolean;
  write(): unknown;
  said(): Promise<readonly { readonly conversation_id: string }[]>;
  reply(text: string): Promise<string>;
  stop(): Promise<void>;
};

async function facebook(): Promise<Scene> {
  const { zoe, ...house } = await openFacebookHouse();
  const { person } = zoe;
  return {
    ...house,
    asked: () => house.callsOf("messages").filter(({ fields }) => fields.sender_action === "typing_on").length,
    shown: () => person.typingUntil > house.page.world.now(),
    read: () => person.seenUpTo > 0,
    write: () => zoe.write("Hello?"),
    said: () => house.said(person.psid),
    reply: (text) => house.reply(person.psid, text),
  };
}

async function instagram(): Promise<Scene> {
  const { zoe, ...house } = await openInstagramHouse("instagram");
  const { person } = zoe;
  return {
    ...house,
    asked: () => house.callsOf("messages").filter(({ fields }) => fields.sender_action === "typing_on").length,
    shown: () => person.typingUntil > house.account.world.now(),
    read: () => person.seenUpTo > 0,
    write: () => zoe.write("Hello?"),
    said: () => house.said(person.igsid),
    reply: (text) => house.reply(person.igsid, text),
  };
}

async function whatsapp(): Promise<Scene> {
  const { zoe, number, ...house } = await openWhatsappHouse();
  return {
    ...house,
    asked: () => house.callsOf("messages").filter(({ fields }) => fields.typing_indicator !== undefined).length,
    shown: () => (number.typingFor.get(zoe.key) ?? 0) > number.now(),
    read: () => number.readByBusiness.size > 0,
    write: () => zoe.write("Hello?"),
    said: () => house.said(ZOE),
    reply: (text) => house.reply(ZOE, text),
  };
}

async function telegram(): Promise<Scene> {
  const house = await openTelegramHouse();
  const zoe = house.bot.contact({ firstName: "Zoé", lastName: "Lamp", username: "zoelamp", language: "fr" });
  const { world } = house.bot;
  return {
    ...house,
    asked: () => world.received.filter(({ method }) => method === "sendChatAction").length,
    shown: () => (world.typingUntil.get(zoe.id) ?? 0) > world.now(),
    write: () => zoe.write("Hello?"),
    said: () => house.said(zoe.id),
    reply: (text) => house.reply(zoe.id, text),
  };
}

async function line(): Promise<Scene> {
  const house = await openLineHouse();
  const yuki = house.account.contact("Yuki Tanaka", "ja");
  const { world } = house.account;
  return {
    ...house,
    asked: () => world.received.filter(({ path }) => path.endsWith("loading/start")).length,
    shown: () => (world.loadingUntil.get(yuki.person.id) ?? 0) > world.now(),
    write: () => yuki.write("Hello?"),
    said: () => house.said(yuki.person.id),
    reply: (text) => house.reply(yuki.person.id, text),
  };
}

async function wechat(): Promise<Scene> {
  const house = await openWechatHouse();
  const { world } = house.account;
  await world.enterServer({ url: house.channel.webhookUrl ?? "", token: house.token });
  const li = house.account.contact("Li Na", "zh_CN");
  const { openid } = li.person;
  return {
    ...house,
    asked: () => world.received.filter(({ path }) => path.endsWith("custom/typing")).length,
    shown: () => (world.typingUntil.get(openid) ?? 0) > world.now(),
    write: () => li.write("Hello?"),
    said: () => house.said(openid),
    reply: (text) => house.reply(openid, text),
  };
}

const open: Scene[] = [];
afterAll(async () => {
  for (const scene of open) await scene.stop();
});

describe("somebody answers, and the contact is shown it", () => {
  it.each(Object.entries({ facebook, instagram, whatsapp, telegram, line, wechat }))(
    "%s: once while it is shown, until the answer is there; nothing where nobody types",
    async (_network, openScene) => {
      const scene = await openScene();
      open.push(scene);
      scene.write();
      await expect.poll(async () => (await scene.said()).length, { timeout: 15_000 }).toBe(1);
      const [{ conversation_id: conversationId } = { conversation_id: "" }] = await scene.said();
      expect([scene.shown(), scene.read?.() ?? false]).toEqual([false, false]);
      const { socket } = await listen(scene.app.base, scene.app.admin, 0n);
      const type = (on: boolean) => socket.send(JSON.stringify({ type: "typing", conversationId, on }));
      const path = `/api/v1/conversations/${conversationId}/open`;
      expect((await scene.app.call("POST", path, { as: scene.app.admin, body: {} })).status).toBe(200);
      type(true);
      await expect.poll(() => scene.shown(), { timeout: 10_000 }).toBe(true);
      if (scene.read !== undefined) expect(scene.read()).toBe(true);
      type(true);
      type(true);
      await scene.reply("Here it is.");
      await expect.poll(() => scene.asked(), { timeout: 10_000 }).toBe(1);
      socket.close();
    },
    60_000,
  );

  it("nothing is shown once the platform takes no replies, and when somebody has stopped", async () => {
    const scene = await whatsapp();
    open.push(scene);
    scene.write();
    await expect.poll(async () => (await scene.said()).length, { timeout: 15_000 }).toBe(1);
    const [{ conversation_id: conversationId } = { conversation_id: "" }] = await scene.said();
    const { socket } = await listen(scene.app.base, scene.app.admin, 0n);
    const type = (on: boolean) => socket.send(JSON.stringify({ type: "typing", conversationId, on }));
    type(true);
    await expect.poll(() => scene.asked(), { timeout: 10_000 }).toBe(1);
    type(false);
    // Which of two is heard first is open; what is shown already is not asked for.
    await expect
      .poll(
        () => {
          type(true);
          return scene.asked();
        },
        { timeout: 10_000, interval: 200 },
      )
      .toBe(2);
    const past = new Date(Date.now() - 25 * 3_600_000);
    await scene.app.app.parts.database.system.updateTable("conversations").set({ last_inbound_at: past }).execute();
    type(false);
    for (let n = 0; n < 8; n += 1) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      type(true);
    }
    expect(scene.asked()).toBe(2);
    socket.close();
  }, 60_000);
});
