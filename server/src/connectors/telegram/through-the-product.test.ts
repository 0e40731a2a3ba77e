import type { ChannelView } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Contact } from "../../../../simulator/src/telegram/contact.ts";
import { openTelegramHouse, type Said, type TelegramHouse } from "./telegram.test-kit.ts";

let house: TelegramHouse;
let zoe: Contact;
beforeAll(async () => {
  house = await openTelegramHouse();
  zoe = house.bot.contact({ firstName: "Zoé", lastName: "Lamp", username: "zoelamp", language: "fr" });
});
afterAll(async () => await house?.stop());

const channelNow = async () => (await house.call("GET", `/channels/${house.channel.id}`)).body as ChannelView;
const texts = async () => (await house.said(zoe.id)).map(({ text }) => text);
const sayingOf = async (id: string): Promise<Said | undefined> =>
  (await house.said(zoe.id)).find((one) => one.id === id);
const stateOf = async (id: string) => (await sayingOf(id))?.delivery_state;
/** What the contact sees from the bot, the newest last. */
const fromBot = () => zoe.chat().filter((message) => message.from.is_bot);
const callsOf = (method: string) => house.bot.world.received.filter((call) => call.method === method);
const code = (answer: { body: unknown }) => (answer.body as { error?: { code: string } }).error?.code;

describe("connecting", () => {
  it("W150 the bot is named, and told where to deliver, by which secret, and what", async () => {
    expect(house.channel).toMatchObject({
      platform: "telegram",
      address: "@lamp_shop_bot",
      state: "connected",
      webhookUrl: null,
      settings: { token: null, bot: { id: String(house.bot.id), name: "Lamp Shop", username: "lamp_shop_bot" } },
    });
    const { webhook } = house.bot.world;
    expect(webhook?.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/webhooks\/telegram\/[0-9a-f-]{36}$/);
    expect(webhook?.secret).toMatch(/^[\w-]{40,}$/);
    expect(webhook?.allowed).toEqual(expect.arrayContaining(["message", "message_reaction", "my_chat_member"]));
    const tested = await house.call("POST", `/channels/${house.channel.id}/test`);
    expect(tested.body).toMatchObject({
      ok: true,
      checks: [{ name: "token" }, { name: "webhook" }, { name: "arrivals" }],
    });
  });

  it("S46 the token stands in no answer and no log of settings", async () => {
    const [, secret = ""] = house.bot.token.split(":");
    for (const path of ["/channels", `/channels/${house.channel.id}`, "/settings-changes"])
      expect(JSON.stringify((await house.call("GET", path)).body)).not.toContain(secret);
  });

  it("a wrong token, none, or a server that is not there is refused, and nothing is stored", async () => {
    const add = async (settings: object) =>
      await house.call("POST", "/channels", { platform: "telegram", name: "Other", settings });
    const wrong = await add(house.settings(`${house.bot.id}:${"x".repeat(35)}`));
    expect(wrong).toMatchObject({ status: 422 });
    expect(code(wrong)).toBe("account_refused");
    expect(JSON.stringify(wrong.body)).toContain("settings.token");
    expect(code(await add(house.settings(null)))).toBe("account_secret_needed");
    expect(code(await add({ ...house.settings(house.bot.token), apiUrl: "http://127.0.0.1:9" }))).toBe(
      "account_unreachable",
    );
    expect(code(await add(house.settings("not a token")))).toBe("invalid_input");
    expect(code(await add(house.settings(house.bot.token)))).toBe("already_exists");
    const list = (await house.call("GET", "/channels")).body as { items: object[] };
    expect(list.items).toHaveLength(1);
  });

  it("a webhook that somebody else took is noticed and taken back by the test", async () => {
    const { webhook } = house.bot.world;
    if (webhook === undefined) throw new Error("There is no webhook.");
    house.bot.world.webhook = { ...webhook, url: "https://elsewhere.example/hook" };
    const tested = await house.call("POST", `/channels/${house.channel.id}/test`);
    expect(tested.body).toMatchObject({ ok: true });
    expect(house.bot.world.webhook?.url).toBe(webhook.url);
  });
});

describe("what contacts write", () => {
  it("a text and a photo are in the Shared Inbox, the photo with its bytes", async () => {
    zoe.start("spring");
    zoe.write("Où est ma commande ?");
    zoe.sendPhoto({ bytes: PNG, name: "lamp.png", type: "image/png", caption: "Cassée" });
    await expect.poll(texts).toEqual(["/start spring", "Où est ma commande ?", "Cassée"]);
    await expect
      .poll(async () => (await house.said(zoe.id)).at(-1)?.files)
      .toEqual([expect.stringMatching(/^photo-\d+\.(jpg|png) image\/png stored$/)]);
    expect(new Set((await house.said(zoe.id)).map((one) => one.conversation_id)).size).toBe(1);
  });

  it("I19 an edit and a reaction change what stands there, and a reply names what it answers", async () => {
    const [, first] = zoe.chat();
    if (first === undefined) throw new Error("Nothing was written.");
    zoe.edit(first.message_id, "Où est ma lampe ?");
    await expect
      .poll(async () => (await house.said(zoe.id))[1])
      .toMatchObject({ text: "Où est ma lampe ?", edited: true });
    zoe.write("Toujours rien", { replyTo: first.message_id });
    await expect.poll(async () => (await house.said(zoe.id)).at(-1)).toMatchObject({ reply_to: "Où est ma lampe ?" });
    const id = await house.reply(zoe.id, "Elle arrive demain.");
    await expect.poll(() => stateOf(id)).toBe("sent");
    const answer = fromBot().at(-1);
    zoe.react(answer?.message_id ?? 0, ["❤"]);
    await expect
      .poll(async () => (await sayingOf(id))?.reactions)
      .toEqual({ [zoe.id]: { at: expect.any(Number), emoji: ["❤"] } });
    zoe.react(answer?.message_id ?? 0, []);
    await expect.poll(async () => (await sayingOf(id))?.reactions).toMatchObject({ [zoe.id]: { emoji: [] } });
  });

  it("I2 I3 ten times each, shuffled, is once each and in order", async () => {
    const max = house.bot.contact({ firstName: "Max" });
    house.bot.hold();
    const written = Array.from({ length: 8 }, (_, index) => max.write(`Nummer ${index}`));
    // Ten seconds apart, so that only the dates can bring them back into order.
    const updates = house.bot.world.lanes.takeAll().map((update, index) => {
      if (!("message" in update)) throw new Error("Only messages were written.");
      return { ...update, message: { ...update.message, date: update.message.date - 100 + index * 10 } };
    });
    house.bot.release();
    expect(updates).toHaveLength(written.length);
    const statuses = await house.bot.redeliver(updates, 10);
    expect(new Set(statuses)).toEqual(new Set([200]));
    const ofMax = async () => (await house.said(max.id)).map(({ text }) => text);
    await expect.poll(ofMax).toEqual(written.map(({ text }) => text));
  });

  it("a group that becomes a supergroup goes on in the same conversation", async () => {
    const from = { id: 880, is_bot: false, first_name: "Yann" };
    const date = Math.floor(Date.now() / 1000) - 60;
    const old = { id: -880, title: "Lamp Lovers", type: "group" };
    const now = { id: -100880, title: "Lamp Lovers", type: "supergroup" };
    await house.tell({ message_id: 1, from, chat: old, date, text: "hello" });
    await house.tell({ message_id: 2, from, chat: old, date: date + 1, migrate_to_chat_id: now.id });
    await house.tell({ message_id: 1, from, chat: now, date: date + 2, text: "still here" });
    await expect
      .poll(async () => (await house.said(old.id)).map(({ text }) => text))
      .toEqual(["Yann: hello", "Yann: still here"]);
    expect(new Set((await house.said(old.id)).map((one) => one.conversation_id)).size).toBe(1);
    expect(await house.said(now.id)).toEqual([]);
  });

  it("S29 a wrong secret is 401, and nothing is stored", async () => {
    const deliveries = async () =>
      (await house.app.app.parts.database.system.selectFrom("deliveries").select("id").execute()).length;
    const before = [await deliveries(), (await house.said(zoe.id)).length];
    const update = house.bot.world.updates().at(-1);
    if (update === undefined) throw new Error("Nothing has happened yet.");
    expect(await house.bot.redeliver([update], 2, "a-wrong-secret")).toEqual([401, 401]);
    expect([await deliveries(), (await house.said(zoe.id)).length]).toEqual(before);
  });

  it("a pressed button is shown as what stands on it, and answered", async () => {
    const asked = house.bot.world.keep({
      ...{
        message_id: house.bot.world.nextMessageId(),
        from: house.bot.world.user,
        chat: zoe.chat()[0]?.chat ?? never(),
      },
      ...{ date: house.bot.world.date(), text: "Sure?" },
      reply_markup: { inline_keyboard: [[{ text: "Yes, please", callback_data: "yes" }]] },
    });
    zoe.press(asked.message_id, "yes");
    await expect.poll(texts).toContain("Yes, please");
    await expect.poll(() => house.bot.world.answeredCallbacks).toHaveLength(1);
  });
});

describe("what agents answer", () => {
  it("a reply to one message, and an album, arrive as such", async () => {
    const asked = (await house.said(zoe.id)).find((one) => one.text === "Toujours rien");
    zoe.write("?");
    await expect.poll(async () => (await texts()).at(-1)).toBe("?");
    const id = await house.reply(zoe.id, "La voici.", { replyToId: asked?.id });
    await expect.poll(() => stateOf(id)).toBe("sent");
    expect(fromBot().at(-1)).toMatchObject({ text: "La voici.", reply_to_message: { text: "Toujours rien" } });
  });

  it("a text longer than a message leaves in pieces, each once, also when the second is limited", async () => {
    const long = `${"Un mot. ".repeat(512)}\n\n${"Deux mots. ".repeat(300)}`.trim();
    const before = fromBot().length;
    house.bot.misbehave("sendMessage", { type: "refused", code: 429, description: "Too Many Requests" });
    const id = await house.reply(zoe.id, long);
    await expect.poll(() => stateOf(id)).toBe("sent");
    const pieces = fromBot()
      .slice(before)
      .map(({ text }) => text ?? "");
    expect(pieces.length).toBe(2);
    expect(pieces.join(" ").replace(/\s+/g, " ")).toBe(long.replace(/\s+/g, " "));
  });

  it("I9 a limit is waited for, then it leaves once", async () => {
    const before = fromBot().length;
    house.bot.misbehave("sendMessage", { type: "rate_limited", seconds: 1 });
    const id = await house.reply(zoe.id, "Bientôt");
    await expect.poll(() => stateOf(id)).toBe("sent");
    expect(
      fromBot()
        .slice(before)
        .map(({ text }) => text),
    ).toEqual(["Bientôt"]);
  });

  it("I6 an answer that never came leaves the send uncertain, and it is not repeated", async () => {
    const before = callsOf("sendMessage").length;
    house.bot.misbehave("sendMessage", { type: "done_but_silent" });
    const id = await house.reply(zoe.id, "Reçu ?");
    await expect.poll(() => stateOf(id)).toBe("uncertain");
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(callsOf("sendMessage")).toHaveLength(before + 1);
    expect(await stateOf(id)).toBe("uncertain");
    expect((await house.call("POST", `/messages/${id}/discard`)).status).toBeLessThan(300);
  });

  it("W158 a contact who has blocked the bot is told of, and cannot be written to until it ends", async () => {
    zoe.block();
    await expect
      .poll(attributes)
      .toMatchObject({ "Blocked the bot": expect.stringMatching(/^\d{4}-/), Language: "fr" });
    await expect(house.reply(zoe.id, "Êtes-vous là ?")).rejects.toThrow(/contact_opted_out/);
    zoe.unblock();
    await expect.poll(attributes).not.toHaveProperty("Blocked the bot");
    const id = await house.reply(zoe.id, "Vous revoilà !");
    await expect.poll(() => stateOf(id)).toBe("sent");
    expect(await attributes()).toMatchObject({ "Start parameter": "spring" });
  });
});

describe("changing and leaving", () => {
  it("a new token of the same bot keeps the channel and its history; another bot's is refused", async () => {
    const path = `/channels/${house.channel.id}`;
    const history = await texts();
    const renewed = house.simulator.renewToken(house.bot);
    const refused = await house.call("POST", `${path}/test`);
    expect(refused.body).toMatchObject({ ok: false, checks: [{ name: "token", ok: false }] });
    expect(await channelNow()).toMatchObject({ state: "needs_reconnection" });
    const other = house.simulator.addBot("Other", "other_bot");
    expect(code(await house.call("PATCH", path, { settings: house.settings(other.token) }))).toBe("account_differs");
    expect((await house.call("PATCH", path, { settings: house.settings(renewed) })).status).toBe(200);
    expect(await channelNow()).toMatchObject({ id: house.channel.id, state: "connected" });
    expect(await texts()).toEqual(history);
    zoe.write("Encore moi");
    await expect.poll(async () => (await texts()).at(-1)).toBe("Encore moi");
  });

  it("S46 the stored token goes to no other address", async () => {
    const path = `/channels/${house.channel.id}`;
    const calls = house.bot.world.received.length;
    const elsewhere = { ...house.settings(null), apiUrl: house.simulator.apiUrl.replace("127.0.0.1", "localhost") };
    expect(code(await house.call("PATCH", path, { settings: elsewhere }))).toBe("account_secret_needed");
    expect(house.bot.world.received).toHaveLength(calls);
  });

  it("I17 a new secret for deliveries is told to Telegram, and the former is good for a while", async () => {
    const before = house.bot.world.webhook?.secret;
    const rotated = await house.call("POST", `/channels/${house.channel.id}/secrets`);
    expect(rotated).toMatchObject({ status: 200, body: { secrets: {} } });
    expect(house.bot.world.webhook?.secret).not.toBe(before);
    const update = house.bot.world.updates().at(-1);
    if (update === undefined || before === undefined) throw new Error("Nothing has happened yet.");
    await expect.poll(async () => await house.bot.redeliver([update], 1)).toEqual([200]);
    expect(await house.bot.redeliver([update], 1, before)).toEqual([200]);
  });

  it("W150 a deleted channel tells Telegram to deliver no more", async () => {
    expect((await house.call("DELETE", `/channels/${house.channel.id}`, { name: "Lamps" })).status).toBe(204);
    expect(house.bot.world.webhook).toBeUndefined();
  });
});

async function attributes(): Promise<Record<string, string>> {
  const rows = await house.app.app.parts.database.system
    .selectFrom("attribute_values as v")
    .innerJoin("attributes as a", (join) =>
      join.onRef("a.organization_id", "=", "v.organization_id").onRef("a.id", "=", "v.attribute_id"),
    )
    .innerJoin("identities as i", "i.contact_id", "v.contact_id")
    .where("i.external_id", "=", String(zoe.id))
    .where("v.value", "is not", null)
    .select(["a.name", "v.value"])
    .execute();
  return Object.fromEntries(rows.map((row) => [row.name, String(row.value)]));
}

function never(): never {
  throw new Error("Nobody has written yet.");
}

/** One grey pixel. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);
