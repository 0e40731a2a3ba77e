import type { ChannelView, ConversationRow } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPhone, type Phone } from "../../../../simulator/src/twilio/phone.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { openSmsHouse, PNG, type Said, type SmsHouse } from "./sms.test-kit.ts";

let house: SmsHouse;
let zoe: Phone;
beforeAll(async () => {
  house = await openSmsHouse();
  zoe = house.zoe;
});
afterAll(async () => await house?.stop());

const path = () => `/channels/${house.channel.id}`;
const channelNow = async () => (await house.call("GET", path())).body as ChannelView;
const texts = async (number = zoe.number) => (await house.said(number)).map(({ text }) => text);
const sayingOf = async (id: string): Promise<Said | undefined> =>
  (await house.said(zoe.number)).find((one) => one.id === id);
const stateOf = async (id: string) => (await sayingOf(id))?.delivery_state;
const fromUs = () => zoe.chat().filter(({ direction }) => direction === "outbound-api");
const sends = () =>
  house.account.received.filter(({ method, path: to }) => method === "POST" && to.endsWith("/Messages.json"));
const code = (answer: { body: unknown }) => (answer.body as { error?: { code: string } }).error?.code;
const rowOf = async (number = zoe.number): Promise<ConversationRow> => {
  const id = (await house.said(number)).at(-1)?.conversation_id;
  const answer = await house.call("GET", `/conversations/${id}`);
  return (answer.body as { conversation: ConversationRow }).conversation;
};
const actions = async (number = zoe.number): Promise<string[]> => {
  const id = (await house.said(number)).at(-1)?.conversation_id;
  const answer = await house.call("GET", `/conversations/${id}`);
  const { entries } = answer.body as { entries: { type: string; action?: string }[] };
  return entries.flatMap((entry) =>
    entry.type === "audit" && entry.action?.startsWith("contact_opted") ? [entry.action] : [],
  );
};

describe("connecting", () => {
  it("W150 the number is named, and told where to deliver", async () => {
    expect(house.channel).toMatchObject({
      ...{ platform: "sms", address: "+14155550100", state: "connected", webhookUrl: null },
      settings: { authToken: null, sender: "+14155550100", account: { name: "Lamp Shop", senderName: "Care line" } },
    });
    expect(house.sender.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/webhooks\/sms\/[0-9a-f-]{36}$/);
    const tested = await house.call("POST", `${path()}/test`);
    expect(tested.body).toMatchObject({
      ok: true,
      checks: [{ name: "account" }, { name: "sender" }, { name: "webhook" }],
    });
  });

  it("S46 the auth token stands in no answer and no log of settings", async () => {
    for (const place of ["/channels", path(), "/settings-changes"])
      expect(JSON.stringify((await house.call("GET", place)).body)).not.toContain(house.account.token);
  });

  it("a wrong token, none, another's number, or the same number again is refused, and nothing is stored", async () => {
    const add = async (change: object) =>
      await house.call("POST", "/channels", {
        platform: "sms",
        name: "Other",
        settings: { ...house.settings(), ...change },
      });
    const wrong = await add({ authToken: "0".repeat(32) });
    expect(wrong).toMatchObject({ status: 422 });
    expect(code(wrong)).toBe("account_refused");
    expect(JSON.stringify(wrong.body)).toContain("settings.authToken");
    expect(code(await add({ authToken: null }))).toBe("account_secret_needed");
    expect(code(await add({ sender: "+14155550999" }))).toBe("account_not_found");
    expect(code(await add({ apiUrl: "http://127.0.0.1:9" }))).toBe("account_unreachable");
    expect(code(await add({}))).toBe("already_exists");
    expect(((await house.call("GET", "/channels")).body as { items: object[] }).items).toHaveLength(1);
  });

  it("an address that somebody else took is noticed and taken back by the test", async () => {
    const { url } = house.sender;
    house.sender.url = "https://elsewhere.example/hook";
    expect((await house.call("POST", `${path()}/test`)).body).toMatchObject({ ok: true });
    expect(house.sender.url).toBe(url);
  });
});

describe("what contacts write", () => {
  it("W158 an SMS and an MMS are in the Shared Inbox, the picture with its bytes, and nothing is sent back", async () => {
    await zoe.write("Où est ma commande ?");
    await zoe.sendFiles("Cassée", [{ bytes: PNG, type: "image/png" }]);
    await expect.poll(() => texts()).toEqual(["Où est ma commande ?", "Cassée"]);
    await expect.poll(async () => (await house.said(zoe.number)).at(-1)?.files).toEqual(["mms-1.png image/png stored"]);
    expect(house.simulator.leaks).toEqual([]);
    const answers = house.account.delivered.map(({ status, contentType, body }) => [status, contentType, body]);
    expect(new Set(answers.map(String))).toEqual(new Set(["200,text/xml,<Response/>"]));
    expect(zoe.chat()).toHaveLength(2);
  });

  it("I2 the same delivery ten times, from the first address or the fallback, is once", async () => {
    const before = await texts();
    const [{ params } = { params: {} }] = house.account.delivered;
    const again = Array.from({ length: 10 }, () => house.account.redeliver(house.sender, params));
    expect((await Promise.all(again)).map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    await zoe.write("Encore là ?");
    await expect.poll(() => texts()).toEqual([...before, "Encore là ?"]);
  });

  it("S29 a wrong token's signature is 401, and nothing is stored", async () => {
    const count = async () =>
      (await house.app.app.parts.database.system.selectFrom("deliveries").select("id").execute()).length;
    const before = await count();
    const [{ params } = { params: {} }] = house.account.delivered;
    expect(await house.account.redeliver(house.sender, params, "0".repeat(32))).toMatchObject({ status: 401 });
    expect(await count()).toBe(before);
  });

  it("W158 what was written while nobody was reached is asked for afterwards, once", async () => {
    await expect.poll(async () => await cursor()).toBeDefined();
    house.account.isCutOff = true;
    await zoe.write("Pendant la panne");
    await zoe.sendFiles("", [{ bytes: PNG, type: "image/png" }]);
    house.account.isCutOff = false;
    // Twilio's list tells whole seconds, so that their place beside what came by webhook in the same one is open.
    const missed = async () =>
      (await house.said(zoe.number)).filter(({ text }) => ["Pendant la panne", ""].includes(text));
    // Asked for when the channel goes on; a pause that nobody noticed is none.
    for (let n = 0; n < 20 && (await missed()).length === 0; n += 1) {
      await house.call("PATCH", path(), { paused: n % 4 === 0 });
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
    await expect
      .poll(async () => (await missed()).map(({ text, files }) => [text, files?.[0] ?? null]))
      .toEqual([
        ["Pendant la panne", null],
        ["", "mms-1.png image/png stored"],
      ]);
    expect((await texts()).filter((text) => text === "Où est ma commande ?")).toHaveLength(1);
  });
});

describe("what agents answer", () => {
  it("W158 an answer is delivered, and says so", async () => {
    const id = await house.reply(zoe.number, "Elle arrive demain.");
    await expect.poll(() => stateOf(id)).toBe("delivered");
    expect(fromUs().at(-1)).toMatchObject({ body: "Elle arrive demain.", from: "+14155550100" });
    expect((await sayingOf(id))?.external_id).toBe(fromUs().at(-1)?.sid);
  });

  it.each(["backwards", "before_the_answer"] as const)("W158 states that come %s end as delivered", async (telling) => {
    house.account.telling = telling;
    const id = await house.reply(zoe.number, `Told ${telling}`);
    await expect.poll(() => stateOf(id)).toBe("delivered");
    house.account.telling = "in_order";
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await stateOf(id)).toBe("delivered");
  });

  it("W158 a telephone that is switched off is named as the reason", async () => {
    zoe.setUnreachable(30003);
    const id = await house.reply(zoe.number, "Êtes-vous là ?");
    await expect.poll(() => stateOf(id)).toBe("failed");
    expect((await sayingOf(id))?.delivery_error).toMatchObject({
      kind: "recipient_unavailable",
      message: "The contact's phone cannot be reached: switched off, or out of coverage.",
    });
    zoe.setUnreachable(undefined);
    expect((await house.call("POST", `/messages/${id}/retry`)).status).toBeLessThan(300);
    await expect.poll(() => stateOf(id)).toBe("delivered");
  });

  it("a picture leaves by an address that Twilio can fetch", async () => {
    const uploaded = await house.app.call("POST", "/api/v1/files?name=lamp.png", { as: house.app.admin, raw: PNG });
    const attachmentIds = [(uploaded.body as { id: string }).id];
    const id = await house.reply(zoe.number, "La voici", { attachmentIds });
    await expect.poll(() => stateOf(id)).toBe("delivered");
    expect(fromUs().at(-1)?.media).toMatchObject([{ type: "image/png" }]);
    expect(Buffer.from(fromUs().at(-1)?.media[0]?.bytes ?? []).equals(PNG)).toBe(true);
  });

  it("a text longer than a message leaves in pieces, each once, and is delivered with the last", async () => {
    const long = `${"Un mot. ".repeat(190)}\n\n${"Deux mots. ".repeat(100)}`.trim();
    const before = fromUs().length;
    house.account.misbehave({ type: "refused", status: 429, code: 20429, message: "Too Many Requests" });
    const id = await house.reply(zoe.number, long);
    await expect.poll(() => stateOf(id)).toBe("delivered");
    const pieces = fromUs().slice(before);
    expect(pieces.map(({ body }) => body.length <= 1600)).toEqual([true, true]);
    expect(
      pieces
        .map(({ body }) => body)
        .join(" ")
        .replace(/\s+/g, " "),
    ).toBe(long.replace(/\s+/g, " "));
  });

  it("I6 an answer that never came is settled by what Twilio tells, and nothing is sent twice", async () => {
    const before = sends().length;
    house.account.misbehave({ type: "done_but_silent" });
    const id = await house.reply(zoe.number, "Reçu ?");
    await expect.poll(() => stateOf(id)).toBe("delivered");
    expect(sends()).toHaveLength(before + 1);
    expect((await sayingOf(id))?.external_id).toBe(fromUs().at(-1)?.sid);
  });

  it("I6 where Twilio tells nothing either, its list settles it", async () => {
    const before = sends().length;
    house.account.telling = "never";
    house.account.misbehave({ type: "done_but_silent" });
    const id = await house.reply(zoe.number, "Et ceci ?");
    await expect.poll(() => stateOf(id)).toBe("uncertain");
    house.account.telling = "in_order";
    // It would be asked about in a minute.
    const { system } = house.app.app.parts.database;
    await system.updateTable("outbox").set({ next_attempt_at: new Date() }).where("state", "=", "uncertain").execute();
    await expect.poll(() => stateOf(id)).toBe("sent");
    expect(sends()).toHaveLength(before + 1);
  });
});

describe("W158 STOP and START", () => {
  it("a contact who writes STOP is shown as opted out, and cannot be written to until START", async () => {
    await zoe.write("STOP");
    await expect.poll(async () => (await rowOf()).contact.optedOutAt).not.toBeNull();
    expect(await actions()).toEqual(["contact_opted_out"]);
    const before = sends().length;
    const conversationId = (await house.said(zoe.number)).at(-1)?.conversation_id;
    const reply = { id: uuidV7(), kind: "reply", text: "Vraiment ?", afterwards: "stay" };
    expect(code(await house.call("POST", `/conversations/${conversationId}/messages`, reply))).toBe(
      "contact_opted_out",
    );
    expect(sends()).toHaveLength(before);
    await zoe.write("START");
    await expect.poll(async () => (await rowOf()).contact.optedOutAt).toBeNull();
    expect(await actions()).toEqual(["contact_opted_out", "contact_opted_in"]);
    const id = await house.reply(zoe.number, "Merci !");
    await expect.poll(() => stateOf(id)).toBe("delivered");
  });

  it("a STOP that only Twilio knew is learnt from its refusal", async () => {
    house.account.isCutOff = true;
    await zoe.write("STOP");
    house.account.isCutOff = false;
    const id = await house.reply(zoe.number, "Bonjour ?");
    await expect.poll(() => stateOf(id)).toBe("failed");
    expect((await sayingOf(id))?.delivery_error?.message).toMatch(/opted out with STOP/);
    await expect.poll(async () => (await rowOf()).contact.optedOutAt).not.toBeNull();
    await zoe.write("START");
    await expect.poll(async () => (await rowOf()).contact.optedOutAt).toBeNull();
  });
});

describe("writing first", () => {
  it("W100 an agent begins a conversation by a telephone number, and the answer comes there", async () => {
    const max = createPhone(house.account, house.sender, "+491701234567", "Max", house.simulator.apiUrl);
    const started = await house.call("POST", "/conversations", {
      ...{ channelId: house.channel.id, address: "0049 170 1234567", name: "Max Weber", subject: "" },
      message: { id: uuidV7(), text: "Ihre Lampe ist da.", attachmentIds: [] },
    });
    expect(started).toMatchObject({ status: 201 });
    await expect.poll(() => max.chat().map(({ body }) => body)).toEqual(["Ihre Lampe ist da."]);
    await expect.poll(async () => (await house.said(max.number)).at(-1)?.delivery_state).toBe("delivered");
    await max.write("Danke!");
    await expect.poll(() => texts(max.number)).toEqual(["Ihre Lampe ist da.", "Danke!"]);
    expect(new Set((await house.said(max.number)).map((one) => one.conversation_id)).size).toBe(1);
    expect((await rowOf(max.number)).contact).toMatchObject({ name: "Max Weber", handle: "+491701234567" });
  });
});

describe("changing and leaving", () => {
  it("I17 a renewed auth token is loud until it is typed; then both are good for a day", async () => {
    const former = house.account.token;
    const renewed = house.simulator.renewToken(house.account);
    expect((await house.call("POST", `${path()}/test`)).body).toMatchObject({
      ok: false,
      checks: [{ name: "account" }],
    });
    expect(await channelNow()).toMatchObject({ state: "needs_reconnection" });
    expect((await house.call("PATCH", path(), { settings: house.settings({ authToken: renewed }) })).status).toBe(200);
    expect(await channelNow()).toMatchObject({ state: "connected" });
    await zoe.write("Encore moi");
    await expect.poll(async () => (await texts()).at(-1)).toBe("Encore moi");
    const last = house.account.delivered.at(-1);
    expect(await house.account.redeliver(house.sender, last?.params ?? {}, former)).toMatchObject({ status: 200 });
  });

  it("a channel never becomes another number", async () => {
    house.account.addSender("number", "+14155550111", "Another");
    const answer = await house.call("PATCH", path(), { settings: house.settings({ sender: "+14155550111" }) });
    expect(code(answer)).toBe("account_differs");
  });

  it("W150 a deleted channel tells Twilio to deliver no more", async () => {
    expect((await house.call("DELETE", path(), { name: "Lamps" })).status).toBe(204);
    expect(house.sender.url).toBe("");
  });
});

async function cursor(): Promise<unknown> {
  const rows = await house.app.app.parts.database.system.selectFrom("channel_values").selectAll().execute();
  return rows.find((row) => JSON.stringify(row).includes("messages-since"));
}
