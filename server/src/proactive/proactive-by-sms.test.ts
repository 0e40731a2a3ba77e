import type { ConversationRow, LifeLine } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createPhone } from "../../../simulator/src/twilio/phone.ts";
import { apiKeysKit } from "../auth/api-keys/api-keys.test-kit.ts";
import { openSmsHouse, type SmsHouse } from "../connectors/sms/sms.test-kit.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";

let house: SmsHouse;
let token: string;
beforeAll(async () => {
  house = await openSmsHouse();
  const kit = apiKeysKit(house.app);
  token = await kit.token(await kit.key("Order desk"));
});
afterAll(async () => await house?.stop());
beforeEach(() => {
  people += 1;
});
let people = 0;

const api = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  await house.app.call(method, `/api/v1/proactive-messaging${path}`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
    ...(body === undefined ? {} : { body }),
  });
const bodyOf = (contact: string, more: object = {}) => ({
  ...{ medium: "SMS", channel: "Lamps", contact, text: "Your lamp is ready.", ...more },
});
const send = async (contact: string, more: object = {}): Promise<string> => {
  const answer = await api("POST", "", bodyOf(contact, more));
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
  return (answer.body as { correlationId: string }).correlationId;
};
const detail = async (id: string, status: string) => (await api("GET", `/${id}/${status}`)).body;
const statuses = async (id: string) => (await api("GET", `/${id}`)).body as { statuses: Record<string, number> };
const statusOf = async (id: string) =>
  Object.entries((await statuses(id)).statuses).flatMap(([status, count]) => (count > 0 ? [status] : []));
const phone = (number: string) =>
  createPhone(house.account, house.sender, number, `Person ${people}`, house.simulator.apiUrl);

describe("R168 W164 by SMS, with a token, through the whole product", () => {
  it("R168 W164 arrives, its status is followed, and the contact's answer comes to that conversation", async () => {
    const lea = phone("+491700000001");
    const id = await send(lea.number, { metadata: { order: 4711, lines: [{ sku: "L-1" }] } });
    await expect.poll(() => statusOf(id)).toEqual(["DELIVERED"]);
    expect(await statuses(id)).toEqual({
      ...{ correlationId: id, total: 1 },
      statuses: { PROCESSING: 0, SENT: 0, DELIVERED: 1, FAILED: 0, DELIVERING_FAILED: 0 },
    });
    expect(await detail(id, "DELIVERED")).toEqual([{ status: "DELIVERED", contact: lea.number, reason: null }]);
    expect(await detail(id, "FAILED")).toEqual([]);
    expect(lea.chat().map(({ body }) => body)).toEqual(["Your lamp is ready."]);
    const [said] = await house.said(lea.number);
    const line = (await house.call("GET", `/messages/${said?.id}/life-line`)).body as LifeLine;
    expect(line.metadata).toEqual({ order: 4711, lines: [{ sku: "L-1" }] });
    const fresh = async () =>
      ((await house.call("GET", "/conversations?status=new")).body as { items: ConversationRow[] }).items.length;
    expect(await fresh()).toBe(0);
    await lea.write("On my way!");
    await expect.poll(fresh).toBe(1);
    expect(new Set((await house.said(lea.number)).map((one) => one.conversation_id)).size).toBe(1);
  });

  it("R168 W164 a telephone that is switched off was sent to and not reached: DELIVERING_FAILED, with the cause", async () => {
    const off = phone("+491700000002");
    off.setUnreachable(30_003);
    const id = await send(off.number);
    await expect.poll(() => statusOf(id)).toEqual(["DELIVERING_FAILED"]);
    expect(await detail(id, "DELIVERING_FAILED")).toMatchObject([
      { contact: off.number, reason: expect.stringMatching(/switched off|unreachable/i) },
    ]);
    const [said] = await house.said(off.number);
    const answer = await house.call("GET", `/conversations/${said?.conversation_id}`);
    expect(answer.body).toMatchObject({ conversation: { status: "pending" } });
  });

  it("R168 W158 whoever has said STOP is not written to: FAILED, with the cause", async () => {
    const max = phone("+491700000003");
    await max.write("STOP");
    await expect.poll(async () => (await house.said(max.number)).length).toBe(1);
    const before = max.chat().length;
    const id = await send(max.number);
    await expect.poll(() => statusOf(id)).toEqual(["FAILED"]);
    expect(await detail(id, "FAILED")).toEqual([
      { status: "FAILED", contact: max.number, reason: "The contact has opted out by STOP." },
    ]);
    expect(max.chat()).toHaveLength(before);
  });

  it("R168 every field that is missing or wrong is told in one sentence", async () => {
    expect(await api("POST", "", {})).toMatchObject({
      status: 400,
      body: { errors: ["medium is required", "channel is required", "contact is required", "text is required"] },
    });
    expect((await api("POST", "", bodyOf("+491700000004", { text: 7, sender: "x" }))).body).toEqual({
      errors: ["text must be a text", "unknown fields: sender"],
    });
    expect((await api("POST", "", bodyOf("0170", { medium: "Fax" }))).body).toEqual({
      errors: [
        "medium must be one of SMS, WhatsApp",
        "contact must be a telephone number with + and country code, like +33612345678",
      ],
    });
    expect((await api("POST", "", bodyOf("+491700000004", { text: "a".repeat(6401) }))).body).toEqual({
      errors: ["text is too long: SMS takes at most 6400"],
    });
    const deep = { a: { b: { c: { d: 1 } } } };
    for (const metadata of [deep, { a: "x".repeat(5000) }, [], "x"])
      expect((await api("POST", "", bodyOf("+491700000004", { metadata }))).status).toBe(400);
    expect((await api("POST", "", [])).body).toEqual({ errors: ["the body must be a JSON object"] });
    const odd = await api("POST", "", bodyOf("+491700000004"), { "idempotency-key": "x".repeat(300) });
    expect(odd).toMatchObject({ status: 400, body: { errors: [expect.stringContaining("Idempotency-Key")] } });
    expect(await house.said("+491700000004")).toEqual([]);
  });

  it.each([
    ["{{template:order_news", "cannot be read"],
    ["{{Template: order_news}}", "cannot be read"],
    ["Hello, {{ template : order_news:fr|Lea }}", "cannot be read"],
    ["{{template:order_news}}", "SMS has none"],
    ["Hello, ⟦name⟧!", "not filled: name"],
  ])("R168 W164 the text %s is refused and not sent as it stands", async (text, why) => {
    const answer = await api("POST", "", bodyOf("+491700000007", { text }));
    expect(answer).toMatchObject({ status: 400, body: { errors: [expect.stringMatching(`^text .*${why}`)] } });
    expect(await house.said("+491700000007")).toEqual([]);
  });

  it("R168 S27 whatever is sent, no answer is a 5xx, and what is taken is kept and found", async () => {
    const odd = ["x".repeat(5000), "nul \u0000", "\u0000", "\ud800", "{{contact.name}}", "\u202e\u200d", "' or 1=1 --"];
    const inside = [{ a: "nul \u0000" }, { "\u0000": "\ud800" }, { b: 1e-308, c: -0 }, { "": [[null]] }];
    const swaps: unknown[] = [null, [], {}, true, 1e308, "", { $gt: "" }, JSON.parse('{"__proto__":{"a":1}}')];
    const taken: string[] = [];
    for (const swap of [...swaps, ...odd, ...inside])
      for (const field of ["medium", "channel", "contact", "text", "metadata", "extra"]) {
        const answer = await api("POST", "", bodyOf("+491700000008", { [field]: swap }));
        const asked = `${field} ${JSON.stringify(swap)?.slice(0, 30)}`;
        expect([200, 400], asked).toContain(answer.status);
        if (answer.status !== 200) continue;
        expect(["text", "metadata"], asked).toContain(field);
        const { correlationId } = answer.body as { correlationId: string };
        expect((await api("GET", `/${correlationId}`)).status, asked).toBe(200);
        taken.push(asked);
      }
    expect(taken.length).toBeGreaterThan(9);
    for (const { id } of await house.said("+491700000008"))
      expect((await house.call("GET", `/messages/${id}/life-line`)).status).toBe(200);
    for (const path of ["/x", `/${uuidV7()}`, "/%00", `/${uuidV7()}/SENT`])
      expect((await api("GET", path)).status, path).toBe(404);
    expect((await api("GET", `/${uuidV7()}/NONSENSE`)).status).toBe(400);
  });

  it("R168 I11 W126 a call that is repeated after its contact was deleted writes to nobody; nothing of them is kept", async () => {
    const contact = "+491700000009";
    const key = { "idempotency-key": "order-4711-deleted" };
    expect((await api("POST", "", bodyOf(contact), key)).status).toBe(200);
    const { system } = house.app.app.parts.database;
    const who = await system
      .selectFrom("identities")
      .select("contact_id")
      .where("external_id", "=", contact)
      .executeTakeFirstOrThrow();
    await house.call("POST", `/contacts/${who.contact_id}/deletion`, { hint: "case 1" });
    const left = async () =>
      await system.selectFrom("proactive_messages").select("id").where("contact", "=", contact).execute();
    await expect.poll(left, { timeout: 20_000 }).toEqual([]);
    for (const body of [bodyOf(contact), bodyOf("+491700000010")])
      expect(await api("POST", "", body, key)).toMatchObject({
        ...{ status: 409, body: { errors: [expect.stringContaining("has been deleted")] } },
      });
    expect(await left()).toEqual([]);
    const used = await system.selectFrom("used_idempotency_keys").select("idempotency_hash").execute();
    expect(used).toEqual([{ idempotency_hash: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  });

  it("R168 I22 another organization's key finds neither the message nor the channel", async () => {
    const id = await send("+491700000005");
    const elsewhere = await house.app.organization();
    const kit = apiKeysKit(house.app);
    const foreign = await kit.token(
      await kit.key("Foreign", ["proactive.send", "proactive.read"], await house.app.person(elsewhere, "admin")),
    );
    const as = { authorization: `Bearer ${foreign}` };
    const theirs = await api("GET", `/${id}`, undefined, as);
    const nobodys = await api("GET", `/${uuidV7()}`, undefined, as);
    expect([theirs.status, theirs.body]).toEqual([404, nobodys.body]);
    expect((await api("GET", `/${id}/SENT`, undefined, as)).status).toBe(404);
    const sent = await api("POST", "", bodyOf("+491700000005", { channel: house.channel.id }), as);
    expect(sent).toMatchObject({ status: 400, body: { errors: [expect.stringContaining("channel")] } });
  });

  it("R168 over sixty a minute the answer is 429, in sentences and with Retry-After", async () => {
    const setTime = async (seconds: number) =>
      await sql`update proactive_messages set created_at = now() - make_interval(secs => ${seconds})`.execute(
        house.app.app.parts.database.system,
      );
    const call = async (n: number) => await api("POST", "", bodyOf("+491700000006", { text: `No ${n}` }));
    // However long it takes here: they were all sent just now.
    for (const batch of [0, 20, 40]) {
      await setTime(120);
      const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => call(batch + n)));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    }
    await setTime(0);
    const refused = await call(60);
    expect(refused).toMatchObject({ status: 429, body: { errors: [expect.stringContaining("nothing was done")] } });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(30);
    await setTime(60);
    expect((await call(61)).status).toBe(200);
    expect((await house.said("+491700000006")).map(({ text }) => text)).not.toContain("No 60");
  }, 120_000);
});
