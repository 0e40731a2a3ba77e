import type { ChannelView, ConversationView } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Contact } from "../../../../simulator/src/line/contact.ts";
import { type LineHouse, openLineHouse } from "./line.test-kit.ts";

let house: LineHouse;
let yuki: Contact;
beforeAll(async () => {
  house = await openLineHouse();
  yuki = house.account.contact("Yuki Tanaka", "ja");
});
afterAll(async () => await house?.stop());

const idOf = ({ person }: Contact) => person.id;
const channelNow = async () => (await house.call("GET", `/channels/${house.channel.id}`)).body as ChannelView;
const texts = async (contact = yuki) => (await house.said(idOf(contact))).map(({ text }) => text);
const sayingOf = async (id: string) => (await house.said(idOf(yuki))).find((one) => one.id === id);
const stateOf = async (id: string) => (await sayingOf(id))?.delivery_state;
const fromAccount = () => yuki.chat().filter(({ by }) => by === "account");
const code = (answer: { body: unknown }) => (answer.body as { error?: { code: string } }).error?.code;

describe("connecting", () => {
  it("W150 the account is named, told where to deliver, and LINE's own test gets through", async () => {
    const { world } = house.account;
    expect(house.channel).toMatchObject({
      ...{ platform: "line", address: "@lampshop", state: "connected", webhookUrl: null },
      settings: { channelSecret: null, accessToken: null, account: { id: world.userId, name: "Lamp Shop" } },
    });
    expect(world.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/webhooks\/line\/[0-9a-f-]{36}$/);
    const tested = await house.call("POST", `/channels/${house.channel.id}/test`);
    expect(tested.body).toMatchObject({ ok: true, checks: [{ name: "access" }, { name: "webhook" }] });
  });

  it("S46 neither secret stands in an answer or in the log of settings", async () => {
    for (const path of ["/channels", `/channels/${house.channel.id}`, "/settings-changes"]) {
      const said = JSON.stringify((await house.call("GET", path)).body);
      expect(said).not.toContain(house.account.world.secret);
      expect(said).not.toContain(house.account.world.token);
    }
  });

  it("a wrong token, none, or a server that is not there is refused, and nothing is stored", async () => {
    const add = async (changes: object) =>
      await house.call("POST", "/channels", {
        platform: "line",
        name: "Other",
        settings: house.settings({ ...changes }),
      });
    const wrong = await add({ accessToken: "a-token-that-opens-nothing" });
    expect([wrong.status, code(wrong)]).toEqual([422, "account_refused"]);
    expect(JSON.stringify(wrong.body)).toContain("settings.accessToken");
    expect(code(await add({ accessToken: null }))).toBe("account_secret_needed");
    expect(JSON.stringify((await add({ channelSecret: null })).body)).toContain("settings.channelSecret");
    expect(code(await add({ apiUrl: "http://127.0.0.1:9" }))).toBe("account_unreachable");
    expect(code(await add({}))).toBe("already_exists");
    expect(((await house.call("GET", "/channels")).body as { items: object[] }).items).toHaveLength(1);
  });

  it("a wrong channel secret comes out when LINE tries the address; the right one mends it", async () => {
    const path = `/channels/${house.channel.id}`;
    const other = "ffffffffffffffffffffffffffffffff";
    house.account.world.endpoint = "https://elsewhere.example/hook";
    const { secret } = house.account.world;
    Reflect.set(house.account.world, "secret", other);
    const tested = await house.call("POST", `${path}/test`);
    expect(tested.body).toMatchObject({
      ok: false,
      checks: [
        { name: "access", ok: true },
        { name: "secret", ok: false },
      ],
    });
    expect(await channelNow()).toMatchObject({ state: "needs_reconnection" });
    const given = { channelSecret: other, accessToken: null };
    expect((await house.call("PATCH", path, { settings: house.settings(given) })).status).toBe(200);
    expect(await channelNow()).toMatchObject({ state: "connected" });
    Reflect.set(house.account.world, "secret", secret);
    // For a day the former one is good as well.
    expect((await house.call("POST", `${path}/test`)).body).toMatchObject({ ok: true });
    expect(house.account.world.endpoint).toContain("/webhooks/line/");
  });
});

describe("what contacts write", () => {
  it("a text, a picture and a film are in the Shared Inbox, with their bytes and the name that LINE tells", async () => {
    yuki.write("ランプが壊れています");
    yuki.sendFile({ bytes: PNG, name: "lamp.png", type: "image/png" });
    yuki.sendFile({ bytes: Buffer.from("%PDF-1.7 x"), name: "請求書.pdf", type: "application/pdf" });
    await expect.poll(() => texts()).toEqual(["ランプが壊れています", "", ""]);
    await expect
      .poll(async () => (await house.said(idOf(yuki))).flatMap(({ files }) => files ?? []))
      .toEqual([
        expect.stringMatching(/^image-\d+\.(jpg|png) image\/png stored$/),
        expect.stringMatching(/^請求書\.pdf application\/pdf stored$/),
      ]);
    await expect.poll(async () => (await house.said(idOf(yuki)))[0]?.name).toBe("Yuki Tanaka");
    expect(new Set((await house.said(idOf(yuki))).map((one) => one.conversation_id)).size).toBe(1);
  });

  it("I19 a message taken back is gone, and a reply names what it answers", async () => {
    const asked = yuki.write("Which lamp?");
    yuki.write("This one", { quotes: asked.id });
    await expect.poll(async () => (await house.said(idOf(yuki))).at(-1)).toMatchObject({ reply_to: "Which lamp?" });
    yuki.unsend(asked.id);
    await expect
      .poll(async () => (await house.said(idOf(yuki))).find(({ external_id }) => external_id === asked.id))
      .toMatchObject({ deleted: true });
  });

  it("I2 I3 ten times each, shuffled and in batches, is once each and in order", async () => {
    const max = house.account.contact("Max", "de");
    house.account.world.hold();
    Array.from({ length: 8 }, (_, index) => max.write(`Nummer ${index}`));
    // Ten seconds apart, so that only the times can bring them back into order.
    const events = house.account.world.takeHeld().map((event, index) => ({
      ...event,
      timestamp: event.timestamp - 100_000 + index * 10_000,
    }));
    expect(new Set(await house.account.redeliver(events, 10))).toEqual(new Set([200]));
    await expect.poll(() => texts(max)).toEqual(Array.from({ length: 8 }, (_, index) => `Nummer ${index}`));
  });

  it("S29 a wrong signature is 401, and nothing is stored", async () => {
    const deliveries = async () =>
      (await house.app.app.parts.database.system.selectFrom("deliveries").select("id").execute()).length;
    const before = await deliveries();
    const [event] = house.account.world.events.slice(-1);
    if (event === undefined) throw new Error("Nothing has happened yet.");
    expect(await house.account.redeliver([event], 1, "a-wrong-secret")).toEqual([401]);
    expect(await deliveries()).toBe(before);
  });

  it("a group is one contact with its name, answered as a whole", async () => {
    const group = house.account.group("Lamp friends", [yuki]);
    yuki.write("Hello all", { group });
    await expect
      .poll(async () => (await house.said(group)).map(({ text, name }) => [text, name]))
      .toEqual([["Yuki Tanaka: Hello all", "Lamp friends"]]);
    const id = await house.reply(group, "Hello you");
    await expect.poll(async () => (await house.said(group)).find((one) => one.id === id)?.delivery_state).toBe("sent");
    expect(yuki.chat(group).map(({ content }) => content.text)).toEqual(["Hello all", "Hello you"]);
    const asked = () => house.account.world.received.filter(({ path }) => path.includes("/member/")).length;
    const before = asked();
    yuki.write("Once more", { group });
    await expect.poll(async () => (await house.said(group)).at(-1)?.text).toBe("Yuki Tanaka: Once more");
    expect(asked()).toBe(before);
  });

  it("I9 a name that LINE does not tell holds no message back", async () => {
    const kenji = house.account.contact("Kenji", "ja");
    const group = house.account.group("Night owls", [kenji]);
    const path = `/v2/bot/group/${group}/member/${idOf(kenji)}`;
    house.account.misbehave(path, { type: "done_but_silent" });
    kenji.write("Still up?", { group });
    await expect.poll(async () => (await house.said(group)).map(({ text }) => text)).toEqual(["Still up?"]);
  });

  it("W158 a pressed button says what stands behind it; who blocks the account cannot be written to until it ends", async () => {
    yuki.press("order=17");
    await expect.poll(() => texts()).toContain("order=17");
    const optedOutAt = async () => {
      const id = (await house.said(idOf(yuki))).at(-1)?.conversation_id;
      return ((await house.call("GET", `/conversations/${id}`)).body as ConversationView).conversation.contact
        .optedOutAt;
    };
    yuki.unfollow();
    await expect.poll(attributes).toMatchObject({ "Blocked the account": expect.stringMatching(/^\d{4}-/) });
    expect(await optedOutAt()).not.toBeNull();
    // LINE itself answers as if it had arrived.
    const before = house.account.world.received.length;
    await expect(house.reply(idOf(yuki), "Hello?")).rejects.toThrow(/contact_opted_out/);
    expect(house.account.world.received).toHaveLength(before);
    yuki.follow();
    await expect.poll(attributes).not.toHaveProperty("Blocked the account");
    expect(await optedOutAt()).toBeNull();
    expect(await attributes()).toMatchObject({ Language: "ja" });
  });
});

describe("what agents answer", () => {
  it("an answer at once is free and marks as read; a reply to one message quotes it", async () => {
    const asked = yuki.write("今日届きますか");
    await expect.poll(async () => (await texts()).at(-1)).toBe("今日届きますか");
    const used = house.account.world.used;
    const replyToId = (await house.said(idOf(yuki))).at(-1)?.id;
    const id = await house.reply(idOf(yuki), "はい", { replyToId });
    await expect.poll(() => stateOf(id)).toBe("sent");
    expect(fromAccount().at(-1)).toMatchObject({ content: { text: "はい" }, quotes: asked.id });
    expect(house.account.world.used).toBe(used);
    expect(house.account.world.readTokens.has(asked.markAsReadToken)).toBe(true);
    // What we said can be quoted as well.
    yuki.write("ありがとう", { quotes: fromAccount().at(-1)?.id ?? "" });
    await expect.poll(async () => (await house.said(idOf(yuki))).at(-1)).toMatchObject({ reply_to: "はい" });
  });

  it("I9 a limit is waited for, and an answer that never came is repeated without doubling it", async () => {
    const before = fromAccount().length;
    // The reply token of the last message serves first; what follows is pushed.
    const first = await house.reply(idOf(yuki), "One");
    await expect.poll(() => stateOf(first)).toBe("sent");
    house.account.misbehave("/v2/bot/message/push", { type: "rate_limited", seconds: 1 });
    house.account.misbehave("/v2/bot/message/push", { type: "done_but_silent" });
    const second = await house.reply(idOf(yuki), "Two");
    await expect.poll(() => stateOf(second)).toBe("sent");
    expect(
      fromAccount()
        .slice(before)
        .map(({ content }) => content.text),
    ).toEqual(["One", "Two"]);
    expect((await sayingOf(second))?.external_id).toBe(fromAccount().at(-1)?.id);
  });

  it("the month's limit is told as what it is", async () => {
    house.account.world.quota = { value: house.account.world.used };
    const id = await house.reply(idOf(yuki), "Too many");
    await expect.poll(() => stateOf(id)).toBe("failed");
    expect((await sayingOf(id))?.delivery_error).toMatchObject({
      kind: "policy",
      message: expect.stringMatching(/no messages left this month/),
    });
    house.account.world.quota = undefined;
  });
});

describe("changing", () => {
  it("W162 a token that was revoked holds back what waits until a new one is there, and history stays", async () => {
    const path = `/channels/${house.channel.id}`;
    const history = (await texts()).length;
    house.account.world.token = house.account.world.newToken();
    const id = await house.reply(idOf(yuki), "Later");
    await expect.poll(async () => (await channelNow()).state).toBe("needs_reconnection");
    expect(await stateOf(id)).not.toBe("failed");
    expect((await house.call("PATCH", path, { settings: house.settings() })).status).toBe(200);
    expect(await channelNow()).toMatchObject({ id: house.channel.id, state: "connected" });
    await expect.poll(() => stateOf(id)).toBe("sent");
    expect((await texts()).length).toBe(history + 1);
    const other = house.simulator.addAccount("Other", "@other");
    const theirs = { accessToken: other.world.token, channelSecret: other.world.secret };
    expect(code(await house.call("PATCH", path, { settings: house.settings(theirs) }))).toBe("account_differs");
  });

  it("S46 the stored token goes to no other address", async () => {
    const calls = house.account.world.received.length;
    const apiUrl = house.simulator.apiUrl.replace("127.0.0.1", "localhost");
    const settings = house.settings({ accessToken: null, apiUrl });
    expect(code(await house.call("PATCH", `/channels/${house.channel.id}`, { settings }))).toBe(
      "account_secret_needed",
    );
    expect(house.account.world.received).toHaveLength(calls);
  });

  it("W150 a deleted channel takes nothing more", async () => {
    expect((await house.call("DELETE", `/channels/${house.channel.id}`, { name: "Lamps" })).status).toBe(204);
    const [event] = house.account.world.events.slice(-1);
    if (event === undefined) throw new Error("Nothing has happened yet.");
    expect(await house.account.redeliver([event], 1)).toEqual([401]);
  });
});

async function attributes(): Promise<Record<string, string>> {
  const rows = await house.app.app.parts.database.system
    .selectFrom("attribute_values as v")
    .innerJoin("attributes as a", (join) =>
      join.onRef("a.organization_id", "=", "v.organization_id").onRef("a.id", "=", "v.attribute_id"),
    )
    .innerJoin("identities as i", "i.contact_id", "v.contact_id")
    .where("i.external_id", "=", idOf(yuki))
    .where("v.value", "is not", null)
    .select(["a.name", "v.value"])
    .execute();
  return Object.fromEntries(rows.map((row) => [row.name, String(row.value)]));
}

/** One grey pixel. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);
