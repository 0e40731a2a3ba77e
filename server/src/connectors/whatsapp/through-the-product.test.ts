import type { ChannelView } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WhatsappContact } from "../../../../simulator/src/whatsapp/whatsapp-contact.ts";
import { codeOf, never, openWhatsappHouse, type WhatsappHouse, ZOE } from "./whatsapp.test-kit.ts";

let house: WhatsappHouse;
let zoe: WhatsappContact;
let max: WhatsappContact;
beforeAll(async () => {
  house = await openWhatsappHouse();
  ({ zoe, max } = house);
});
afterAll(async () => await house?.stop());

const MAX = "Max Weber";

describe("connecting", () => {
  it("W150 the number is named, the app and the account deliver to us after a handshake", async () => {
    expect(house.channel).toMatchObject({
      platform: "whatsapp",
      address: "+33 1 86 99 00 01",
      state: "connected",
      settings: { token: null, appSecret: null, number: { display: "+33 1 86 99 00 01", name: "Lamp Shop" } },
    });
    const ours = /^http:\/\/127\.0\.0\.1:\d+\/webhooks\/whatsapp\/[0-9a-f-]{36}$/;
    expect(house.subscription()?.override).toMatch(ours);
    expect(house.account.app.webhooks.get("whatsapp_business_account")).toMatchObject({
      url: expect.stringMatching(ours),
      fields: expect.arrayContaining(["messages", "message_template_status_update", "user_id_update", "security"]),
    });
    const tested = await house.call("POST", `${house.path}/test`);
    expect(tested.body).toMatchObject({
      ok: true,
      checks: [
        { name: "token", ok: true },
        { name: "webhook", ok: true },
        { name: "number", ok: true, detail: expect.stringContaining("GREEN") },
      ],
    });
  });

  it("S46 no secret stands in an answer or the log of settings", async () => {
    for (const where of ["/channels", house.path, "/settings-changes"]) {
      const said = JSON.stringify((await house.call("GET", where)).body);
      expect(said).not.toContain(house.account.token);
      expect(said).not.toContain(house.account.app.secret);
    }
  });

  it.each([
    ["a wrong app secret", { appSecret: "f".repeat(32) }, "account_refused", "settings.appSecret"],
    ["a wrong token", { token: `EAAG${"x".repeat(40)}` }, "account_refused", "settings.token"],
    ["another business account", { wabaId: "999999999" }, "account_not_found", "settings.wabaId"],
    ["another number", { phoneNumberId: "999999999" }, "account_not_found", "settings.phoneNumberId"],
    ["no secret", { appSecret: null }, "account_secret_needed", "settings.appSecret"],
    ["a server that is not there", { graphUrl: "http://127.0.0.1:9" }, "account_unreachable", "settings.graphUrl"],
    ["the same number again", {}, "already_exists", ""],
  ])("W150 %s is refused at its field, and nothing is stored", async (_title, changes, refusal, field) => {
    const settings = house.settings(changes);
    const answer = await house.call("POST", "/channels", { platform: "whatsapp", name: "Other", settings });
    expect(codeOf(answer)).toBe(refusal);
    expect(JSON.stringify(answer.body)).toContain(field);
    const list = (await house.call("GET", "/channels")).body as { items: object[] };
    expect(list.items).toHaveLength(1);
  });

  it("an address that somebody else took is noticed and taken back by the test", async () => {
    const account = house.simulator.accounts.get(house.account.id);
    account?.subscribed.set(house.account.app.id, { fields: [], override: "https://elsewhere.example/hook" });
    expect((await house.call("POST", `${house.path}/test`)).body).toMatchObject({ ok: true });
    expect(house.subscription()?.override).toContain("/webhooks/whatsapp/");
  });
});

describe("what contacts write", () => {
  it("a text and a photo are in the Shared Inbox, the photo with its bytes", async () => {
    zoe.write("Où est ma commande ?");
    zoe.sendFile({ bytes: PNG, type: "image/png", name: "lamp.png", caption: "Cassée" });
    await expect.poll(() => house.texts()).toEqual(["Où est ma commande ?", "Cassée"]);
    await expect.poll(async () => (await house.said(ZOE)).at(-1)?.files).toEqual(["photo.png image/png stored"]);
    expect(house.number.files.asked).toEqual([house.account.token]);
    expect(new Set((await house.said(ZOE)).map((one) => one.conversation_id)).size).toBe(1);
  });

  it("S6 a file behind a redirect to another host is fetched without the token", async () => {
    const seen: (string | undefined)[] = [];
    const { createServer } = await import("node:http");
    const other = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(200, { "content-type": "image/png" }).end(PNG);
    });
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    if (address === null || typeof address === "string") throw new Error("The other host has no port.");
    house.number.files.redirectTo = `http://127.0.0.1:${address.port}/file`;
    zoe.sendFile({ bytes: PNG, type: "image/png", name: "other.png", caption: "Ailleurs" });
    await expect.poll(async () => (await house.said(ZOE)).at(-1)).toMatchObject({ text: "Ailleurs" });
    await expect.poll(async () => (await house.said(ZOE)).at(-1)?.files).toEqual(["photo.png image/png stored"]);
    expect(seen).toEqual([undefined]);
    house.number.files.redirectTo = undefined;
    await new Promise((resolve) => other.close(resolve));
  });

  it("I19 an edit, a reaction and a deletion change what stands there, and a reply names what it answers", async () => {
    const [first] = zoe.chat();
    if (first === undefined) throw new Error("Nothing was written.");
    zoe.edit(first.id, "Où est ma lampe ?");
    await expect
      .poll(async () => (await house.said(ZOE))[0])
      .toMatchObject({ text: "Où est ma lampe ?", edited: true });
    const wrong = zoe.write("Pas pour vous", { replyTo: first.id });
    await expect.poll(async () => (await house.said(ZOE)).at(-1)).toMatchObject({ reply_to: "Où est ma lampe ?" });
    zoe.revoke(wrong.id);
    await expect.poll(async () => (await house.said(ZOE)).at(-1)).toMatchObject({ deleted: true, text: "" });
    const id = await house.reply(ZOE, "Elle arrive demain.");
    await expect.poll(() => house.stateOf(id)).toBe("delivered");
    const answer = house.fromUs().at(-1) ?? never();
    zoe.react(answer.id, "❤️");
    await expect
      .poll(async () => (await house.sayingOf(id))?.reactions)
      .toMatchObject({ 33612345678: { emoji: ["❤️"] } });
    zoe.react(answer.id, undefined);
    await expect.poll(async () => (await house.sayingOf(id))?.reactions).toMatchObject({ 33612345678: { emoji: [] } });
  });

  it("I2 I3 ten times each, shuffled, in one body, is once each and in order", async () => {
    const ivo = house.number.contact({ name: "Ivo Lang", phone: "4915112345678" });
    house.account.app.hold();
    const before = house.account.app.told().length;
    for (let index = 0; index < 8; index += 1) ivo.write(`Nummer ${index}`);
    const notices = house.account.app
      .told()
      .slice(before)
      .map((notice, index) => setTime(notice, -100 + index * 10));
    const url = house.subscription()?.override ?? "";
    const statuses = await house.account.app.redeliver(notices, { times: 10, most: 7, url });
    expect(new Set(statuses)).toEqual(new Set([200]));
    const wanted = Array.from({ length: 8 }, (_, index) => `Nummer ${index}`);
    await expect.poll(() => house.texts("Ivo Lang")).toEqual(wanted);
    house.account.app.release(1000);
    zoe.write("Toujours là ?");
    await expect.poll(() => house.texts()).toContain("Toujours là ?");
    expect(await house.texts("Ivo Lang")).toEqual(wanted);
  });

  it("S29 a wrong signature is 401, and nothing is stored", async () => {
    const count = async () =>
      (await house.app.app.parts.database.system.selectFrom("deliveries").select("id").execute()).length;
    const before = await count();
    const [notice] = house.account.app.told();
    const url = house.subscription()?.override ?? "";
    const wrong = { secret: "f".repeat(32), url };
    expect(await house.account.app.redeliver(notice === undefined ? [] : [notice], wrong)).toEqual([401]);
    expect(await count()).toBe(before);
  });

  it("one person under several ids is one contact, before and after a new number", async () => {
    // First by number and user id, then by user id alone, then by another number.
    const phone = zoe.phone;
    zoe.phone = undefined;
    zoe.write("Sans numéro");
    await expect.poll(() => house.texts()).toContain("Sans numéro");
    zoe.phone = phone;
    zoe.changeNumber("33698765432");
    zoe.write("Nouveau numéro");
    await expect.poll(() => house.texts()).toContain("Nouveau numéro");
    const id = await house.reply(ZOE, "C’est noté.");
    await expect.poll(() => house.stateOf(id)).toBe("delivered");
    const sent = house.callsOf("messages").at(-1);
    expect(sent?.fields).toMatchObject({ to: "33698765432" });
    const { rows } = await sql`select 1 from contacts where name = ${ZOE}`.execute(house.app.app.parts.database.system);
    expect(rows).toHaveLength(1);
  });

  it("a person without a number is answered by user id", async () => {
    max.write("Hallo");
    await expect.poll(() => house.texts(MAX)).toEqual(["Hallo"]);
    const id = await house.reply(MAX, "Guten Tag");
    await expect.poll(() => house.stateOf(id, MAX)).toBe("delivered");
    expect(house.callsOf("messages").at(-1)?.fields).toMatchObject({ recipient: "DE.20451208655302741918" });
  });

  it("W118 a person whose user id has changed is the same contact, and is answered by the new one", async () => {
    max.changeUserId("DE.77451208655302741918");
    max.write("Ich bin es noch");
    await expect.poll(() => house.texts(MAX)).toEqual(["Hallo", "Guten Tag", "Ich bin es noch"]);
    const id = await house.reply(MAX, "Gut.");
    await expect.poll(() => house.stateOf(id, MAX)).toBe("delivered");
    expect(house.callsOf("messages").at(-1)?.fields).toMatchObject({ recipient: "DE.77451208655302741918" });
    const { rows } = await sql`select 1 from contacts where name = ${MAX}`.execute(house.app.app.parts.database.system);
    expect(rows).toHaveLength(1);
  });
});

describe("changing and leaving", () => {
  it("a token that ended is loud, and a new one goes on with the history", async () => {
    const history = await house.texts();
    house.account.app.endToken(house.account.token, 460);
    expect((await house.call("POST", `${house.path}/test`)).body).toMatchObject({
      ok: false,
      checks: [{ name: "token", ok: false }],
    });
    expect((await house.call("GET", house.path)).body as ChannelView).toMatchObject({ state: "needs_reconnection" });
    const token = house.account.app.addToken(["whatsapp_business_messaging", "whatsapp_business_management"]);
    const patched = await house.call("PATCH", house.path, { settings: house.settings({ token, appSecret: null }) });
    expect(patched).toMatchObject({ status: 200, body: { state: "connected" } });
    expect(await house.texts()).toEqual(history);
    // The peer tells of the new one from here on.
    house.account.app.tokens.delete(house.account.token);
    zoe.write("Encore moi");
    await expect.poll(async () => (await house.texts()).at(-1)).toBe("Encore moi");
  });

  it("I17 a new app secret is taken, and the former verifies for a day", async () => {
    const before = house.account.app.secret;
    const secret = house.account.app.renewSecret();
    const patched = await house.call("PATCH", house.path, {
      settings: house.settings({ token: null, appSecret: secret }),
    });
    expect(patched.status).toBe(200);
    const [notice] = house.account.app.told();
    const url = house.subscription()?.override ?? "";
    const again = async (key: string) =>
      await house.account.app.redeliver(notice === undefined ? [] : [notice], { secret: key, url });
    await expect.poll(async () => await again(secret)).toEqual([200]);
    expect(await again(before)).toEqual([200]);
  });

  it("S46 stored secrets go to no other address and no other app", async () => {
    const nothing = { token: null, appSecret: null };
    const elsewhere = house.settings({
      ...nothing,
      graphUrl: house.simulator.graphUrl.replace("127.0.0.1", "localhost"),
    });
    expect(codeOf(await house.call("PATCH", house.path, { settings: elsewhere }))).toBe("account_secret_needed");
    const otherApp = house.settings({ ...nothing, appId: "799999999999999" });
    expect(codeOf(await house.call("PATCH", house.path, { settings: otherApp }))).toBe("account_secret_needed");
  });

  it("W150 an app that is not offered every field is told of the others", async () => {
    const { app } = house.account;
    app.notOffered.add("user_id_update");
    app.webhooks.delete("whatsapp_business_account");
    const patched = await house.call("PATCH", house.path, {
      settings: house.settings({ token: null, appSecret: null }),
    });
    expect(patched).toMatchObject({ status: 200, body: { state: "connected" } });
    const fields = app.webhooks.get("whatsapp_business_account")?.fields ?? [];
    expect([fields.includes("messages"), fields.includes("user_id_update")]).toEqual([true, false]);
    app.notOffered.clear();
  });

  it("a second number of the app shares the address; when one goes, the other is still told", async () => {
    const second = house.account.addNumber("+33 1 86 99 00 02", "Lamp Shop Lyon");
    const token = house.account.app.addToken(["whatsapp_business_messaging", "whatsapp_business_management"]);
    const settings = house.settings({ phoneNumberId: second.id, token, appSecret: house.account.app.secret });
    const made = await house.call("POST", "/channels", { platform: "whatsapp", name: "Lyon", settings });
    expect(made.status).toBe(201);
    const { rows } = await sql<{ n: number }>`
      select count(distinct endpoint_id)::int as n from channels where platform = 'whatsapp'`.execute(
      house.app.app.parts.database.system,
    );
    expect(rows).toEqual([{ n: 1 }]);
    const luc = second.contact({ name: "Luc Petit", phone: "33600000002" });
    luc.write("Bonjour Lyon");
    await expect.poll(() => house.texts("Luc Petit")).toEqual(["Bonjour Lyon"]);
    expect((await house.call("DELETE", house.path, { name: "Lamps" })).status).toBe(204);
    luc.write("Et maintenant ?");
    await expect.poll(() => house.texts("Luc Petit")).toEqual(["Bonjour Lyon", "Et maintenant ?"]);
    const { id } = (made.body as { channel: ChannelView }).channel;
    expect((await house.call("DELETE", `/channels/${id}`, { name: "Lyon" })).status).toBe(204);
    expect(house.subscription()).toBeUndefined();
  });
});

/** The same notice, that many seconds later. */
function setTime<One extends { readonly element: unknown }>(notice: One, seconds: number): One {
  const at = Math.floor(Date.now() / 1000) + seconds;
  return JSON.parse(JSON.stringify(notice).replace(/"timestamp":"\d+"/, `"timestamp":"${at}"`));
}

/** One grey pixel. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);
