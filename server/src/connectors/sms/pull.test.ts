import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AcceptDelivery } from "../connector.ts";
import { createRecordingContext } from "../connector-bench.ts";
import { parseDelivery } from "./parse.ts";
import { daysBetween, pullMessages } from "./pull.ts";
import { openSmsBench, type SmsBench } from "./sms.test-kit.ts";

let bench: SmsBench;
let context: ReturnType<typeof createRecordingContext>;
let taken: Map<string, Uint8Array>;
const accept: AcceptDelivery = ({ key, body }) => {
  const isNew = !taken.has(key);
  taken.set(key, body);
  return Promise.resolve(isNew ? "stored" : "seen_before");
};
beforeEach(async () => {
  taken = new Map();
  bench = await openSmsBench();
  bench.account.isCutOff = true;
  context = createRecordingContext({ patient: true });
});
afterEach(async () => {
  await context.stop();
  await bench.simulator.stop();
});
const pull = async (channel = bench.channel()) => await pullMessages(channel, accept, context.ctx);
const items = () =>
  [...taken].flatMap(([, body]) => {
    const delivery = { id: "d", path: "", headers: {}, body, receivedAt: Date.now() };
    const parsed = parseDelivery(delivery, [bench.channel()]);
    expect(parsed.problems).toEqual([]);
    return parsed.items;
  });

describe("W158 after an outage", () => {
  test("the first look only marks the place; what was written since is asked for, oldest first, with its files", async () => {
    await bench.zoe.write("Before the channel");
    await pull();
    expect(taken.size).toBe(0);
    context.values.set("messages-since", String(Date.now() - 60_000));
    await bench.zoe.write("Pendant la panne");
    await bench.zoe.sendFiles("", [{ bytes: Buffer.from("x"), type: "image/png" }]);
    bench.account.messages.splice(0, 1);
    expect(await pull()).toBe(true);
    expect(items()).toMatchObject([
      { type: "message", text: "Pendant la panne", party: { externalId: bench.zoe.number } },
      { type: "message", text: "", media: [{ kind: "image", ref: expect.stringMatching(/\/Media\/ME\w+$/) }] },
    ]);
    expect(Number(context.values.get("messages-since"))).toBeGreaterThan(Date.now() - 5000);
  });

  test("hundreds are asked for page by page; another's, and our own, are left there", async () => {
    context.values.set("messages-since", String(Date.now() - 60_000));
    const other = bench.account.addSender("number", "+14155550111", "Other");
    for (let index = 0; index < 430; index += 1) await bench.zoe.write(`Message ${index}`);
    await bench.account.take("+33600000000", other, "to the other number", [], bench.simulator.apiUrl);
    expect(await pull()).toBe(true);
    const texts = items().map((item) => (item.type === "message" ? item.text : item.type));
    expect(texts).toHaveLength(430);
    expect([texts[0], texts.at(-1)]).toEqual(["Message 0", "Message 429"]);
  });

  test("of a Messaging Service only what came by it", async () => {
    context.values.set("messages-since", String(Date.now() - 60_000));
    const service = bench.account.addSender("service", "", "Service", ["+14155550122"]);
    await bench.zoe.write("to the number");
    await bench.account.take("+33600000000", service, "to the service", [], bench.simulator.apiUrl);
    await pull(bench.channel({ sender: service.sid }));
    expect(items()).toMatchObject([{ text: "to the service" }]);
  });

  test("I1 the place moves only when all of it is durable", async () => {
    const since = String(Date.now() - 60_000);
    context.values.set("messages-since", since);
    await bench.zoe.write("Hi");
    await expect(
      pullMessages(bench.channel(), () => Promise.reject(new Error("the database is away")), context.ctx),
    ).rejects.toThrow(/away/);
    expect(context.values.get("messages-since")).toBe(since);
    expect(await pull(bench.channel({}, { authToken: "another token altogether" }))).toBe(false);
    expect(context.values.get("messages-since")).toBe(since);
    expect(await pull()).toBe(true);
    expect(taken.size).toBe(1);
  });

  test("days are those of UTC, the first one first", () => {
    const at = (text: string) => Date.parse(text);
    expect(daysBetween(at("2026-11-29T23:59:00Z"), at("2026-12-01T00:01:00Z"))).toEqual([
      "2026-11-29",
      "2026-11-30",
      "2026-12-01",
    ]);
    expect(daysBetween(at("2026-11-30T10:00:00Z"), at("2026-11-30T11:00:00Z"))).toEqual(["2026-11-30"]);
  });
});
