import type { ChannelView } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Contact } from "../../../../simulator/src/viber/contact.ts";
import { openViberHouse, type ViberHouse } from "./viber.test-kit.ts";

let house: ViberHouse;
let elena: Contact;
beforeAll(async () => {
  house = await openViberHouse();
  elena = house.bot.contact("Elena Petrova", "bg", "BG");
});
afterAll(async () => await house?.stop());

const idOf = ({ person }: Contact) => person.id;
const channelNow = async () => (await house.call("GET", `/channels/${house.channel.id}`)).body as ChannelView;
const texts = async (contact = elena) => (await house.said(idOf(contact))).map(({ text }) => text);
const sayingOf = async (id: string) => (await house.said(idOf(elena))).find((one) => one.id === id);
const stateOf = async (id: string) => (await sayingOf(id))?.delivery_state;
const fromBot = () => elena.chat().filter(({ by }) => by === "bot");
const code = (answer: { body: unknown }) => (answer.body as { error?: { code: string } }).error?.code;

describe("connecting", () => {
  it("W150 the bot is named, and Viber's call during set_webhook was answered", async () => {
    const { world } = house.bot;
    expect(house.channel).toMatchObject({
      ...{ platform: "viber", address: "lampshop", state: "connected", webhookUrl: null },
      settings: { token: null, senderName: "Lumen", bot: { id: world.id, name: "Lamp Shop" } },
    });
    expect(world.webhook?.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/webhooks\/viber\/[0-9a-f-]{36}$/);
    expect(world.webhook?.events).toEqual(
      expect.arrayContaining(["delivered", "seen", "failed", "conversation_started"]),
    );
    const tested = await house.call("POST", `/channels/${house.channel.id}/test`);
    expect(tested.body).toMatchObject({ ok: true, checks: [{ name: "token" }, { name: "webhook" }] });
  });

  it("S46 the token stands in no answer and no log of settings", async () => {
    for (const path of ["/channels", `/channels/${house.channel.id}`, "/settings-changes"])
      expect(JSON.stringify((await house.call("GET", path)).body)).not.toContain(house.bot.world.token);
  });

  it("a wrong token, none, or a server that is not there is refused, and nothing is stored", async () => {
    const add = async (changes: object) =>
      await house.call("POST", "/channels", {
        platform: "viber",
        name: "Other",
        settings: house.settings({ ...changes }),
      });
    const wrong = await add({ token: "0000000000000000-0000" });
    expect([wrong.status, code(wrong)]).toEqual([422, "account_refused"]);
    expect(JSON.stringify(wrong.body)).toContain("settings.token");
    expect(code(await add({ token: null }))).toBe("account_secret_needed");
    expect(code(await add({ apiUrl: "http://127.0.0.1:9" }))).toBe("account_unreachable");
    expect(code(await add({}))).toBe("already_exists");
    expect(((await house.call("GET", "/channels")).body as { items: object[] }).items).toHaveLength(1);
  });
});

describe("what contacts write", () => {
  it("whoever opens the chat is welcomed; what they write then is in the Shared Inbox, with files and name", async () => {
    elena.open("spring");
    await expect.poll(() => fromBot().map(({ content }) => content.text)).toEqual(["Bienvenue"]);
    elena.write("Лампата е счупена");
    elena.sendFile({ bytes: PNG, name: "lamp.png", type: "image/png" }, "Ето");
    await expect.poll(() => texts()).toEqual(["Лампата е счупена", "Ето"]);
    await expect.poll(async () => (await house.said(idOf(elena))).at(-1)?.files).toEqual(["lamp.png image/png stored"]);
    expect((await house.said(idOf(elena)))[0]).toMatchObject({ name: "Elena Petrova" });
    // The link that brought her was told before she had written anything.
    expect(await attributes()).toMatchObject({ "Start parameter": "spring", Country: "BG" });
    const tokens = elena.chat().filter(({ by }) => by === "contact");
    expect((await house.said(idOf(elena))).map(({ external_id }) => external_id)).toEqual(
      tokens.map(({ token }) => String(token)),
    );
  });

  it("I2 I3 ten times each, shuffled, is once each and in order", async () => {
    const max = house.bot.contact("Max", "de", "DE");
    house.bot.world.hold();
    Array.from({ length: 8 }, (_, index) => max.write(`Nummer ${index}`));
    // Ten seconds apart, so that only the times can bring them back into order.
    const callbacks = house.bot.world.takeHeld().map((callback, index) => ({
      ...callback,
      timestamp: callback.timestamp - 100_000 + index * 10_000,
    }));
    expect(new Set(await house.bot.redeliver(callbacks, 10))).toEqual(new Set([200]));
    await expect.poll(() => texts(max)).toEqual(Array.from({ length: 8 }, (_, index) => `Nummer ${index}`));
  });

  it("S29 a wrong signature is 401, and nothing is stored", async () => {
    const deliveries = async () =>
      (await house.app.app.parts.database.system.selectFrom("deliveries").select("id").execute()).length;
    const before = await deliveries();
    const [callback] = house.bot.world.callbacks.slice(-1);
    if (callback === undefined) throw new Error("Nothing has happened yet.");
    expect(await house.bot.redeliver([callback], 1, "a-wrong-token")).toEqual([401]);
    expect(await deliveries()).toBe(before);
  });

  it("a place, a contact and a sticker are shown as words that need no language", async () => {
    elena.sendPlace(42.6977, 23.3219);
    elena.sendContact("Ada Byron", "+441632960001");
    elena.sendSticker();
    await expect
      .poll(async () => (await texts()).slice(-3))
      .toEqual([...[expect.stringContaining("📍 42.6977, 23.3219"), "👤 Ada Byron\n+441632960001", "🏷️"]]);
  });
});

describe("what agents answer", () => {
  it("an answer is sent, delivered and seen; marks go forward only", async () => {
    const id = await house.reply(idOf(elena), "Идва нова");
    await expect.poll(() => stateOf(id)).toBe("delivered");
    expect(fromBot().at(-1)?.content).toMatchObject({ type: "text", text: "Идва нова", tracking_data: id });
    elena.see();
    await expect.poll(() => stateOf(id)).toBe("read");
    const delivered = house.bot.world.callbacks.filter(({ event }) => event === "delivered").slice(-1);
    expect(await house.bot.redeliver(delivered, 3)).toEqual([200, 200, 200]);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await stateOf(id)).toBe("read");
  });

  it("a failure that comes later is told with its reason", async () => {
    house.bot.world.deliversAtOnce = false;
    const id = await house.reply(idOf(elena), "И това");
    await expect.poll(() => stateOf(id)).toBe("sent");
    house.bot.world.deliversAtOnce = true;
    elena.fail(fromBot().at(-1) ?? never(), "user unreachable");
    await expect.poll(() => stateOf(id)).toBe("failed");
    expect((await sayingOf(id))?.delivery_error?.message).toBe("Viber could not deliver it: user unreachable");
  });

  it("I9 a limit is waited for, then it leaves once; I6 a lost answer is uncertain and not repeated", async () => {
    const before = fromBot().length;
    house.bot.misbehave("send_message", { type: "refused", status: 12, message: "tooManyRequests" });
    const id = await house.reply(idOf(elena), "Скоро");
    await expect.poll(() => stateOf(id)).toMatch(/sent|delivered/);
    expect(
      fromBot()
        .slice(before)
        .map(({ content }) => content.text),
    ).toEqual(["Скоро"]);
    house.bot.misbehave("send_message", { type: "done_but_silent" });
    const lost = await house.reply(idOf(elena), "Дойде ли?");
    await expect.poll(() => stateOf(lost)).toBe("uncertain");
    expect((await house.call("POST", `/messages/${lost}/discard`)).status).toBeLessThan(300);
  });

  it("W158 a contact who has unsubscribed is told of, and cannot be written to until they subscribe or write", async () => {
    elena.unsubscribe();
    await expect.poll(attributes).toMatchObject({ Unsubscribed: expect.stringMatching(/^\d{4}-/), Language: "bg" });
    await expect(house.reply(idOf(elena), "Там ли сте?")).rejects.toThrow(/contact_opted_out/);
    elena.subscribe();
    await expect.poll(attributes).not.toHaveProperty("Unsubscribed");
    const id = await house.reply(idOf(elena), "Добре дошли");
    await expect.poll(() => stateOf(id)).toBe("delivered");
    elena.unsubscribe();
    await expect.poll(attributes).toHaveProperty("Unsubscribed");
    elena.write("Отново съм тук");
    await expect.poll(async () => (await texts()).at(-1)).toBe("Отново съм тук");
    const again = await house.reply(idOf(elena), "Радваме се");
    await expect.poll(() => stateOf(again)).toBe("delivered");
  });
});

describe("changing and leaving", () => {
  it("W162 a new token of the same bot keeps the channel and its history, and signs from now on", async () => {
    const path = `/channels/${house.channel.id}`;
    const history = await texts();
    house.bot.world.token = house.bot.world.newBotToken();
    expect((await house.call("POST", `${path}/test`)).body).toMatchObject({ ok: false, checks: [{ name: "token" }] });
    expect(await channelNow()).toMatchObject({ state: "needs_reconnection" });
    expect((await house.call("PATCH", path, { settings: house.settings() })).status).toBe(200);
    expect(await channelNow()).toMatchObject({ id: house.channel.id, state: "connected" });
    expect(await texts()).toEqual(history);
    elena.write("Пак аз");
    await expect.poll(async () => (await texts()).at(-1)).toBe("Пак аз");
    const other = house.simulator.addBot("Other", "other");
    const theirs = house.settings({ token: other.world.token });
    expect(code(await house.call("PATCH", path, { settings: theirs }))).toBe("account_differs");
  });

  it("W150 a deleted channel tells Viber to deliver no more", async () => {
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
    .where("i.external_id", "=", idOf(elena))
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
