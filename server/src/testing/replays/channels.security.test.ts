import { channelCreated, contactView, openSessionAnswer } from "@guichet/contract";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { signedHeaders } from "../../connectors/api/sign.ts";
import { PROBE_ORGANIZATION } from "../../connectors/probe.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { type SmtpServerForTests, startSmtp } from "../../mail/smtp-server.test-kit.ts";
import { call, contactWrites, type House, openHouse } from "./house.ts";

type Chat = { readonly id: string; readonly door: string; readonly secretId: string; readonly secretKey: string };

let smtp: SmtpServerForTests;
let house: House;
let chat: Chat;
beforeAll(async () => {
  smtp = await startSmtp();
  house = await openHouse({ SMTP_URL: `smtp://127.0.0.1:${smtp.port}`, MAIL_FROM: "Guichet <guichet@example.org>" });
  chat = await makeChat();
});
afterAll(async () => {
  await house?.app.stop();
  await smtp?.stop();
});

async function makeChat(): Promise<Chat> {
  const made = await call(house, house.app.admin, "POST", "/channels", { platform: "messenger", name: "Chat" });
  const { channel, secrets } = channelCreated.parse(made.body);
  const access = { users: [{ userId: house.insider.id, role: "supervisor" }], teamIds: [] };
  await call(house, house.app.admin, "PUT", `/channels/${channel.id}/access`, access);
  const { secretId = "", secretKey = "" } = secrets;
  return { id: channel.id, door: `/messenger/${channel.id}`, secretId, secretKey };
}

/** Rows of those who use the product: the health probe of every minute has an organization of its own. */
const count = async (table: "deliveries" | "outbox") => {
  const rows = house.app.app.parts.database.system.selectFrom(table).where("organization_id", "<>", PROBE_ORGANIZATION);
  return (await rows.select("organization_id").execute()).length;
};

describe("S29 webhooks", () => {
  const raw = '{"type":"message","id":"forged","contact":{"id":"c"},"text":"Forged"}';
  const now = () => String(Math.floor(Date.now() / 1000));
  const signed = (secret: string, at = now(), id: string = uuidV7()) =>
    signedHeaders([secret], { id, timestamp: at, body: raw });

  it("P9 P10 what is not signed with the channel's own secret is refused and leaves nothing", async () => {
    const { own, hidden } = house;
    const before = await count("deliveries");
    const right = signed(own.secret);
    const forged: Record<string, string>[] = [
      {},
      { authorization: "Bearer x" },
      { "x-hub-signature-256": "sha256=0", "x-twilio-signature": "x" },
      signed(hidden.secret),
      signed(""),
      signed("whsec_"),
      signed(`whsec_${Buffer.from("undefined").toString("base64")}`),
      signed(own.secret, "0"),
      signed(own.secret, String(Number(now()) - 3600)),
      { ...right, "webhook-id": "other" },
      { ...right, "webhook-signature": "v1," },
      { ...right, "webhook-signature": `${right["webhook-signature"]}x` },
    ];
    for (const path of [own.endpoint, `${own.endpoint}/statuses`, `${own.endpoint}/`])
      for (const headers of forged) {
        const answer = await house.app.call("POST", path, { raw, headers });
        expect(answer.status, `${path} ${JSON.stringify(headers)}`).toBe(401);
      }
    const altered = raw.replace("Forged", "Altered");
    expect((await house.app.call("POST", own.endpoint, { raw: altered, headers: right })).status).toBe(401);
    expect(await count("deliveries")).toBe(before);
    expect((await house.app.call("POST", own.endpoint, { raw, headers: right })).status).toBe(200);
    expect(await count("deliveries")).toBe(before + 1);
  });

  it("P9 a channel whose secret is missing is closed, not open to all", async () => {
    const made = await call(house, house.app.admin, "POST", "/channels", { platform: "api", name: "No secret" });
    const { channel, secrets } = channelCreated.parse(made.body);
    const path = new URL(channel.webhookUrl ?? "").pathname;
    const { database, channels } = house.app.app.parts;
    const id = path.split("/").at(-1) as never;
    for (const left of ["{}", '{"signing":[]}']) {
      await database.system.updateTable("endpoints").set({ secrets: left }).where("id", "=", id).execute();
      channels.forget();
      for (const secret of ["", "whsec_", Object.values(secrets)[0] ?? ""])
        expect((await house.app.call("POST", path, { raw, headers: signed(secret) })).status, left).toBe(401);
    }
  });

  it("P10 P11 platforms that are not offered, and those without a webhook, have no address", async () => {
    const before = await count("deliveries");
    const { own } = house;
    const [, , , endpoint = ""] = own.endpoint.split("/");
    const places = [
      "whatsapp",
      "instagram",
      "facebook",
      "messenger",
      "x",
      "twitter",
      "twilio",
      "sms",
      "telegram",
      "line",
    ];
    for (const name of [...places, "email", "loopback", "viber", "wechat", "slack", "API", "api%20", "*"])
      for (const method of ["GET", "POST"]) {
        const path = `/webhooks/${name}/${endpoint}?hub.mode=subscribe&hub.challenge=Challenge&hub.verify_token=`;
        const sent = method === "GET" ? {} : { raw, headers: signed(own.secret) };
        const answer = await house.app.call(method, path, sent);
        expect([403, 404], `${method} ${name}`).toContain(answer.status);
        expect(JSON.stringify(answer.body)).not.toContain("Challenge");
      }
    for (const path of [
      "/twilio/callback",
      "/twitter/callback",
      "/webhooks/twitter",
      "/bot/telegram/x",
      "/api/v1/inbox",
    ])
      expect((await house.app.call("POST", path, { raw })).status, path).toBe(404);
    expect(await count("deliveries")).toBe(before);
  });
});

describe("S30 who a visitor is", () => {
  const opened = async (body: unknown) => await house.app.call("POST", `${chat.door}/sessions`, { body });
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const writes = async (token: string, text: string) =>
    await house.app.call("POST", `${chat.door}/messages`, { body: { id: uuidV7(), text }, headers: bearer(token) });
  const sign = (userId: string) =>
    new SignJWT({ scope: "appUser", userId })
      .setProtectedHeader({ alg: "HS256", kid: chat.secretId })
      .setExpirationTime("1h")
      .sign(new TextEncoder().encode(chat.secretKey));

  async function cardOf(text: string): Promise<{ card: ReturnType<typeof contactView.parse>; all: string }> {
    const row = await newestRow(chat.id, text);
    const card = await call(house, house.insider, "GET", `/contacts/${row.contact.id}`);
    const thread = await call(house, house.insider, "GET", `/conversations/${row.id}`);
    return { card: contactView.parse(card.body), all: JSON.stringify([row, card.body, thread.body]) };
  }

  it("P13 P14 P15 nobody becomes a known person by saying so, and equal addresses join nobody", async () => {
    const known = openSessionAnswer.parse((await opened({ jwt: await sign("u-1") })).body);
    const facts = { email: "u1@example.org", givenName: "Ada", properties: { plan: "gold" } };
    await house.app.call("PATCH", `${chat.door}/visitor`, { body: facts, headers: bearer(known.token) });
    await writes(known.token, "SecretOfTheKnownUser");
    const real = await cardOf("SecretOfTheKnownUser");
    expect(real.card.identities).toMatchObject([{ verified: true, handle: "u-1" }]);

    for (const body of [
      { userId: "u-1" },
      { identified: true, userId: "u-1" },
      { verified: true, external_id: "user:u-1" },
      { identifier: "u-1", identifier_hash: "x", hmac_verified: true },
    ])
      expect((await opened(body)).status, JSON.stringify(body)).toBe(400);
    const stranger = openSessionAnswer.parse((await opened({})).body);
    for (const body of [{ userId: "u-1" }, { verified: true }, { hmac_verified: true }, { identified: true }]) {
      const answer = await house.app.call("PATCH", `${chat.door}/visitor`, { body, headers: bearer(stranger.token) });
      expect(answer.status, JSON.stringify(body)).toBe(400);
    }
    const claim = { ...facts, properties: { userId: "u-1", verified: true, external_id: "user:u-1" } };
    const told = await house.app.call("PATCH", `${chat.door}/visitor`, {
      body: claim,
      headers: bearer(stranger.token),
    });
    expect(told.status).toBe(204);
    await writes(stranger.token, "I am the known user");
    const claimed = await cardOf("I am the known user");
    expect(claimed.card.id).not.toBe(real.card.id);
    expect(claimed.card.identities).toMatchObject([{ verified: false }]);
    expect(claimed.card.history).toHaveLength(1);
    const thread = await house.app.call("GET", `${chat.door}/messages`, { headers: bearer(stranger.token) });
    expect(JSON.stringify(thread.body)).not.toContain("SecretOfTheKnownUser");
    const own = await house.app.call("GET", `${chat.door}/messages`, { headers: bearer(known.token) });
    expect(JSON.stringify(own.body)).toContain("SecretOfTheKnownUser");
  });

  it("P15 what another system says of its own proofs changes nothing: they are not fields of ours", async () => {
    const marks = { verified: true, hmac_verified: true, identities: [{ verified: true }], role: "admin" };
    const cards = [];
    for (const [id, more] of [
      ["plain", {}],
      ["claims", marks],
      ["denies", { ...marks, verified: false, hmac_verified: false }],
    ] as const) {
      await contactWrites(house.app, house.own, { id: `${id}-proof`, text: `proof ${id}`, contact: { id, ...more } });
      const { contact } = await newestRow(house.own.id, `proof ${id}`);
      const card = contactView.parse((await call(house, house.insider, "GET", `/contacts/${contact.id}`)).body);
      cards.push({
        proofs: card.identities.map(({ verified }) => verified),
        attributes: card.attributes,
        vip: card.vip,
      });
    }
    expect(cards[1]).toEqual(cards[0]);
    expect(cards[2]).toEqual(cards[0]);
    expect(cards[0]).toEqual({ proofs: [true], attributes: [], vip: false });
  });

  it("S11 P116 no answer about a visitor holds the visitor's token", async () => {
    const visitor = openSessionAnswer.parse((await opened({})).body);
    await writes(visitor.token, "TokenOfMine");
    const { all } = await cardOf("TokenOfMine");
    expect(all).not.toContain(visitor.token);
    const answers = await Promise.all(
      ["/messages", "/config"].map((path) =>
        house.app.call("GET", chat.door + path, { headers: bearer(visitor.token) }),
      ),
    );
    expect(JSON.stringify(answers)).not.toContain(visitor.token);
    const again = openSessionAnswer.parse((await opened({ token: visitor.token })).body);
    expect(again.token).toBe(visitor.token);
  });
});

type Row = { readonly id: string; readonly contact: { readonly id: string }; readonly lastMessage: { text: string } };

async function newestRow(channelId: string, text: string): Promise<Row> {
  return await vi.waitFor(async () => {
    const list = await call(house, house.insider, "GET", `/conversations?status=new&channels=${channelId}&sort=newest`);
    const row = (list.body as { items: Row[] }).items.find((item) => item.lastMessage.text === text);
    if (row === undefined) throw new Error("The message has not arrived.");
    return row;
  }, 30_000);
}

describe("S32 mails that nobody asked for", () => {
  it("P155 whatever strangers say their address is, the desk writes to nobody by itself", async () => {
    const victims = Array.from({ length: 20 }, (_, at) => `victim${at}@example.org`);
    const before = smtp.dialogues.length;
    for (const email of victims) {
      const opened = await house.app.call("POST", `${chat.door}/sessions`, { body: {} });
      const { token } = openSessionAnswer.parse(opened.body);
      const headers = { authorization: `Bearer ${token}` };
      await house.app.call("PATCH", `${chat.door}/visitor`, { body: { email, givenName: "Buy now" }, headers });
      await house.app.call("POST", `${chat.door}/messages`, { body: { id: uuidV7(), text: "Buy now" }, headers });
      await contactWrites(house.app, house.own, { id: email, text: "Buy now", contact: { id: email, handle: email } });
      for (const path of ["/password-resets"]) await call(house, undefined, "POST", path, { email });
    }
    await vi.waitFor(async () => {
      const list = await call(house, house.insider, "GET", "/conversations?status=new&sort=newest&limit=100");
      expect(JSON.stringify(list.body).match(/victim\d+@example.org/g)?.length).toBeGreaterThan(20);
    }, 30_000);
    expect(await count("outbox")).toBe(0);
    expect(smtp.dialogues.length).toBe(before);
    const form = { firstName: "Bo", lastName: "New", userReference: null, shortCode: null, accountRole: "agent" };
    const asked = await call(house, house.app.admin, "POST", "/users", { ...form, email: "bo@example.org" });
    expect(asked.body).toMatchObject({ mailed: true });
    expect(smtp.dialogues.length).toBe(before + 1);
    expect(JSON.stringify(smtp.dialogues.at(-1)?.commands)).toContain("bo@example.org");
    expect(smtp.dialogues.at(-1)?.message).toMatch(/^Auto-Submitted: /im);
  });
});
