import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashToken, newToken } from "../../../lib/token.ts";
import { messengerListener } from "../messenger.listeners.ts";
import { openMessengerWorld, type TestChannel, type World } from "../messenger.test-kit.ts";
import { sweepVisitors } from "../sweep-visitors.ts";
import { callMessenger, openVisitor, signUser } from "../visitor.test-kit.ts";

const hour = 3_600_000;
const day = 24 * hour;
let world: World;
let shop: TestChannel;
beforeAll(async () => {
  world = await openMessengerWorld();
  shop = await world.addChannel();
});
afterAll(() => world.close());

const open = (body: unknown, channel = shop) =>
  callMessenger(world, channel.id, { method: "POST", path: "/sessions", body });
const read = (token: string, channel = shop) => callMessenger(world, channel.id, { path: "/messages", token });

describe("W159 sessions", () => {
  test("a new visitor is anonymous, with 256 bits nobody can guess, kept hashed alone", async () => {
    const { status, json } = await open({ page: { title: "Basket", url: "https://shop.example/b" } });
    expect(status).toBe(200);
    expect(json).toMatchObject({ identified: false, userId: null });
    expect(json.token).toMatch(/^[\w-]{43}$/);
    const rows = await world.database.system.selectFrom("visitor_sessions").selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(json.token);
    expect(rows.find((row) => row.token_hash === hashToken(json.token))).toMatchObject({
      external_id: expect.stringMatching(/^anon:[\w-]{22}$/),
      page: { page: { title: "Basket", url: "https://shop.example/b" } },
    });
  });

  test("a known visitor goes on with the same token on the same day", async () => {
    const first = (await open({})).json;
    const second = (await open({ token: first.token })).json;
    expect(second).toEqual(first);
  });

  test("a token is replaced after a day; the old one is good for another hour, for other tabs and lost answers", async () => {
    const visitor = await openVisitor(world, shop);
    await visitor.write("before");
    await world.settled();
    world.clock.aheadMs += day + hour;
    const next = (await open({ token: visitor.token })).json.token;
    expect(next).not.toBe(visitor.token);
    expect((await read(next)).json.messages).toHaveLength(1);
    expect((await read(visitor.token)).status).toBe(200);
    // The answer got lost: the old token still leads on.
    expect((await open({ token: visitor.token })).status).toBe(200);
    world.clock.aheadMs += hour + 1000;
    expect((await read(visitor.token)).status).toBe(401);
    expect((await read(next)).status).toBe(200);
  });

  test("S30 a JWT makes an identified user, whatever token stands beside it", async () => {
    const anonymous = await openVisitor(world, shop);
    await anonymous.write("my secret before I signed in");
    await world.settled();
    const { json } = await open({ jwt: await signUser(shop, "u-1"), token: anonymous.token });
    expect(json).toMatchObject({ identified: true, userId: "u-1" });
    expect(json.token).not.toBe(anonymous.token);
    // Nothing of the anonymous history became the user's, and the anonymous one stays what it was.
    expect((await read(json.token)).json.messages).toEqual([]);
    expect((await read(anonymous.token)).json.messages).toHaveLength(1);
    const identified = await openVisitor(world, shop, json);
    await identified.write("as myself");
    await world.settled();
    const identities = await world.database.system
      .selectFrom("identities")
      .where("channel_id", "=", shop.id)
      .where("external_id", "=", "user:u-1")
      .selectAll()
      .execute();
    expect(identities).toMatchObject([{ verified: true, handle: "u-1" }]);
  });

  test("S30 the same user in another browser sees the same thread; another user sees nothing of it", async () => {
    const first = await openVisitor(world, shop, (await open({ jwt: await signUser(shop, "u-2") })).json);
    await first.write("from my phone");
    await world.settled();
    const elsewhere = (await open({ jwt: await signUser(shop, "u-2") })).json;
    expect((await read(elsewhere.token)).json.messages).toMatchObject([{ text: "from my phone" }]);
    const other = (await open({ jwt: await signUser(shop, "u-3") })).json;
    expect((await read(other.token)).json.messages).toEqual([]);
  });

  test("S30 nobody becomes a user without a JWT: not by a name, an e-mail address or a property", async () => {
    await openVisitor(world, shop, (await open({ jwt: await signUser(shop, "u-4") })).json);
    const visitor = await openVisitor(world, shop);
    const body = { email: "u-4@example.org", properties: { userId: "u-4", verified: true, external_id: "user:u-4" } };
    expect((await visitor.call({ method: "PATCH", path: "/visitor", body })).status).toBe(204);
    await visitor.write("I am u-4");
    await world.settled();
    const rows = await world.database.system
      .selectFrom("identities as i")
      .innerJoin("messages as m", "m.author_id", "i.contact_id")
      .where("m.text", "=", "I am u-4")
      .select(["i.external_id", "i.verified"])
      .execute();
    expect(rows).toEqual([{ external_id: expect.stringMatching(/^anon:/), verified: false }]);
  });

  test("S30 a channel for identified users refuses anonymous ones, old tokens included", async () => {
    const channel = await world.addChannel();
    const before = (await open({}, channel)).json;
    const user = (await open({ jwt: await signUser(channel, "u-5") }, channel)).json;
    channel.settings = { identifiedOnly: true };
    world.messenger.hub.onEvents([changed(channel, "edited")]);
    expect((await open({}, channel)).status).toBe(403);
    expect((await open({ token: before.token }, channel)).status).toBe(401);
    expect((await read(before.token, channel)).status).toBe(401);
    expect((await read(user.token, channel)).status).toBe(200);
    expect((await open({ token: user.token }, channel)).status).toBe(200);
  });
});

function changed(channel: TestChannel, change: "edited" | "deleted" | "state") {
  return {
    ...{ id: "e", organizationId: channel.organizationId, position: "1", at: 0, seq: null },
    actor: { type: "system", name: "test" },
    type: "channel.changed",
    data: { channelId: channel.id, change },
  } as never;
}

describe("S14 S30 proofs that prove nothing", () => {
  const forged: readonly (readonly [string, () => Promise<string | undefined> | string | undefined])[] = [
    ["none", () => undefined],
    ["a guessed one", () => newToken()],
    ["its hash", async () => hashToken((await open({})).json.token)],
    ["a cut one", async () => (await open({})).json.token.slice(0, -1)],
    ["one with something behind", async () => `${(await open({})).json.token}A`],
    ["one of another channel", async () => (await open({}, await world.addChannel())).json.token],
    [
      "one of another organization",
      async () => (await open({}, await world.addChannel({}, await world.addOrganization()))).json.token,
    ],
    ["a JWT", () => signUser(shop, "u-1")],
    ["a wildcard", () => "%"],
  ];
  test.each(forged)("%s: 401 on every call", async (_title, make) => {
    const token = await make();
    const calls = [
      { path: "/messages" },
      { path: "/messages?after=0" },
      { method: "POST", path: "/messages", body: { id: crypto.randomUUID(), text: "x" } },
      { method: "PATCH", path: "/visitor", body: {} },
      { method: "POST", path: "/files?name=a", raw: Buffer.from("x") },
      { path: `/files/${crypto.randomUUID()}` },
    ] as const;
    for (const call of calls) {
      const { status, json } = await callMessenger(world, shop.id, { ...call, ...(token ? { token } : {}) });
      expect([call.path, status]).toEqual([call.path, 401]);
      expect(["not_signed_in", "session_expired"]).toContain(json.error.code);
    }
    if (token !== undefined && token.length <= 200) expect((await open({ token })).status).toBe(401);
  });

  test("S30 a JWT of another channel, a forged and an expired one open no session", async () => {
    const other = await world.addChannel();
    for (const jwt of [
      await signUser(other, "u-1"),
      await signUser({ ...shop, secretKey: other.secretKey }, "u-1"),
      await signUser(shop, "u-1", { nbf: shop.now().getTime() / 1000 + 1800 }),
      "a.b.c",
      "",
    ]) {
      const { status, json } = await open({ jwt });
      expect([status, json.error.code]).toEqual([401, "signature_refused"]);
    }
  });

  test("S30 what an old secret signed is refused as soon as it is taken away", async () => {
    const channel = await world.addChannel();
    const jwt = await signUser(channel, "u-1");
    const [old = ""] = channel.endpointSecrets.identity ?? [];
    const other = await world.addChannel();
    channel.endpointSecrets = { identity: [other.endpointSecrets.identity?.[0] ?? "", old] };
    expect((await open({ jwt }, channel)).status).toBe(200);
    channel.endpointSecrets = { identity: [other.endpointSecrets.identity?.[0] ?? ""] };
    world.messenger.hub.onEvents([changed(channel, "edited")]);
    expect((await open({ jwt }, channel)).status).toBe(401);
  });

  test("S14 an anonymous session ends half a year after the last visit, an identified one after a week", async () => {
    const anonymous = (await open({})).json.token;
    const identified = (await open({ jwt: await signUser(shop, "u-9") })).json.token;
    world.clock.aheadMs += 8 * day;
    expect((await read(identified)).status).toBe(401);
    expect((await open({ token: identified })).status).toBe(401);
    expect((await read(anonymous)).status).toBe(200);
    world.clock.aheadMs += 180 * day;
    expect((await read(anonymous)).status).toBe(401);
    const swept = await sweepVisitors(world.deps);
    expect(swept.sessions).toBeGreaterThanOrEqual(2);
    const left = await world.database.system
      .selectFrom("visitor_sessions")
      .where("token_hash", "in", [hashToken(anonymous), hashToken(identified)])
      .execute();
    expect(left).toEqual([]);
  });

  test("S37 sessions of visitors who never wrote go after a week, those of the others stay", async () => {
    const writer = await openVisitor(world, shop);
    await writer.write("I was here");
    const looker = await openVisitor(world, shop);
    await world.settled();
    expect((await looker.call({ path: "/messages" })).status).toBe(200);
    world.clock.aheadMs += 8 * day;
    await sweepVisitors(world.deps);
    expect((await writer.call({ path: "/messages" })).status).toBe(200);
    expect((await looker.call({ path: "/messages" })).status).toBe(401);
  });

  test("S14 an unknown, a deleted and a paused channel look the same, and a deletion takes the tokens away", async () => {
    const channel = await world.addChannel();
    const { token } = (await open({}, channel)).json;
    const unknown = await read(token, { ...channel, id: crypto.randomUUID() as never });
    channel.state = "paused";
    world.messenger.hub.onEvents([changed(channel, "state")]);
    const paused = await read(token, channel);
    channel.state = "connected";
    world.messenger.hub.onEvents([changed(channel, "state")]);
    expect((await read(token, channel)).status).toBe(200);
    world.channels.delete(channel.id);
    world.messenger.hub.onEvents([changed(channel, "deleted")]);
    const deleted = await read(token, channel);
    for (const { status, json, headers } of [unknown, paused, deleted]) {
      expect([status, json]).toEqual([404, unknown.json]);
      expect(headers["access-control-allow-origin"]).toBeUndefined();
    }
    const ctx = { db: world.database.of(channel.organizationId), organizationId: channel.organizationId };
    await messengerListener.handle(changed(channel, "deleted"), ctx as never);
    const left = world.database.system.selectFrom("visitor_sessions").where("channel_id", "=", channel.id);
    expect(await left.selectAll().execute()).toEqual([]);
  });
});
