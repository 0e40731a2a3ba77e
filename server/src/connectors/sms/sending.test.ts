import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import type { OutboundMessage } from "../connector.ts";
import { buildOutboundFile, buildOutboundMessage, createRecordingContext, startHttpPeer } from "../connector-bench.ts";
import { createSmsConnector } from "./connector.ts";
import { openSmsBench, type SmsBench } from "./sms.test-kit.ts";

const connector = createSmsConnector();
let bench: SmsBench;
let context: ReturnType<typeof createRecordingContext>;
beforeEach(async () => {
  bench = await openSmsBench();
  context = createRecordingContext({ patient: true });
});
afterEach(async () => {
  await context.stop();
  await bench.simulator.stop();
});

const build = (changes: Partial<OutboundMessage> = {}) =>
  buildOutboundMessage({
    clientRef: uuidV7(),
    to: { externalId: bench.zoe.number, displayName: "Zoé" },
    text: "",
    ...changes,
  });
const send = async (changes: Partial<OutboundMessage>, channel = bench.channel()) =>
  await connector.send(build(changes), channel, context.ctx);
const sent = () => bench.account.messages.filter(({ direction }) => direction === "outbound-api");
const forms = () => bench.account.received.map(({ form }) => Object.fromEntries(form));

describe("W158 sending", () => {
  test("files travel by their addresses, with the text", async () => {
    const peer = await startHttpPeer("a picture");
    const file = (name: string) => buildOutboundFile(Buffer.from(name), { url: `${peer.url}/${name}` });
    expect(await send({ text: "Voilà", files: [file("1.png"), file("2.png")] })).toMatchObject({ ok: true });
    expect(bench.account.received[0]?.form.filter(([name]) => name === "MediaUrl").map(([, url]) => url)).toEqual([
      `${peer.url}/1.png`,
      `${peer.url}/2.png`,
    ]);
    expect(sent()[0]).toMatchObject({ body: "Voilà", media: [{}, {}] });
    await peer.stop();
  });

  test("a text above 1600 leaves in pieces; the first one's SID is the message's, and the files go with the last", async () => {
    const text = `${"a".repeat(1500)}\n\n${"b".repeat(1500)}`;
    const result = await send({ text, clientRef: "01936f2e-7c1a-7b3c-8d4e-000000000001" });
    const [first, second] = sent();
    expect(result).toEqual({ ok: true, externalId: first?.sid, context: { alsoSentAs: [second?.sid] } });
    expect(sent().map(({ body }) => body.charAt(0))).toEqual(["a", "b"]);
    expect(sent().map(({ statusCallback }) => /statuses\/(.+)$/.exec(statusCallback)?.[1])).toEqual([
      "01936f2e-7c1a-7b3c-8d4e-000000000001/1-2",
      "01936f2e-7c1a-7b3c-8d4e-000000000001/2-2",
    ]);
  });

  test("I6 after a piece that was refused a later attempt goes on with it", async () => {
    const clientRef = uuidV7();
    const text = `${"a".repeat(1500)}\n\n${"b".repeat(1500)}`;
    context.values.set(`sent:${clientRef}`, JSON.stringify([`SM${"9".repeat(32)}`]));
    bench.account.misbehave({ type: "rate_limited", seconds: 3 });
    expect(await send({ text, clientRef })).toMatchObject({
      ok: false,
      error: { kind: "rate_limited", retryAfterMs: 3000 },
    });
    expect(await send({ text, clientRef })).toMatchObject({ ok: true, externalId: `SM${"9".repeat(32)}` });
    expect(sent().map(({ body }) => body.charAt(0))).toEqual(["b"]);
  });

  test("I16 after all pieces have left, trying again sends all of them", async () => {
    const again = { clientRef: uuidV7(), text: `${"a".repeat(1500)}\n\n${"b".repeat(1500)}` };
    await send(again);
    expect(await send(again)).toMatchObject({ ok: true, externalId: sent()[2]?.sid });
    expect(sent().map(({ body }) => body.charAt(0))).toEqual(["a", "b", "a", "b"]);
  });

  test("by a Messaging Service, and with a key of its own", async () => {
    const service = bench.account.addSender("service", "", "Care", ["+14155550100"]);
    const key = bench.account.addKey();
    const channel = bench.channel(
      { sender: service.sid, apiKeySid: key.sid },
      { authToken: "not used for calls at all", apiKeySecret: key.secret },
    );
    expect(await send({ text: "Hi" }, channel)).toMatchObject({ ok: true });
    expect(forms()[0]).toMatchObject({ MessagingServiceSid: service.sid });
    expect(forms()[0]).not.toHaveProperty("From");
    expect(bench.account.received[0]?.user).toBe(key.sid);
  });

  test("a contact of WhatsApp is answered there", async () => {
    await send({ text: "Hi", to: { externalId: "whatsapp:+33612345678", displayName: "Zoé" } });
    expect(forms()[0]).toMatchObject({ To: "whatsapp:+33612345678", From: "whatsapp:+14155550100" });
  });

  test("a contact of WhatsApp who is known by user id alone is answered by it", async () => {
    await send({ text: "Hi", to: { externalId: "whatsapp:FR.13491208655302741918", displayName: "Zoé" } });
    expect(forms()[0]).toMatchObject({ To: "whatsapp:FR.13491208655302741918", From: "whatsapp:+14155550100" });
  });

  test("a sender without a number cannot be answered; nothing is nothing", async () => {
    expect(await send({ text: "Hi", to: { externalId: "AMAZON", displayName: "" } })).toMatchObject({
      error: { kind: "recipient_unavailable", code: "no_number" },
    });
    expect(await send({})).toMatchObject({ ok: false, error: { code: "nothing_to_send" } });
    expect(bench.account.received).toEqual([]);
  });

  test.each([
    [400, 21610, "recipient_unavailable", /STOP/],
    [400, 21211, "recipient_unavailable", /not valid/],
    [400, 21614, "recipient_unavailable", /no mobile/],
    [400, 21408, "permission", /country/],
    [400, 21659, "permission", /not a number of the Twilio account/],
    [400, 21617, "invalid_content", /too long/],
    [429, 20429, "rate_limited", /slow down/],
    [429, 21611, "rate_limited", /wait at Twilio/],
    [401, 20003, "auth_expired", /does not accept/],
    [401, 20005, "auth_expired", /not active/],
    [400, 63016, "window_closed", /template/],
    [400, 99999, "invalid_content", /Twilio says \(99999\): Something new/],
    [500, 20500, "retryable", /500/],
  ])("%i %i is %s", async (status, code, kind, message) => {
    bench.account.misbehave({ type: "refused", status, code, message: "Something new" });
    expect(await send({ text: "Hi" })).toMatchObject({
      ok: false,
      error: { kind, code: String(code), message: expect.stringMatching(message) },
    });
  });

  test("only a STOP says that the contact has opted out", async () => {
    await bench.zoe.write("STOP");
    expect(await send({ text: "Hi" })).toMatchObject({ error: { code: "21610", optedOut: true } });
    await bench.zoe.write("START");
    expect(await send({ text: "Hi" })).toMatchObject({ ok: true });
    bench.account.misbehave({ type: "refused", status: 400, code: 21614, message: "" });
    expect(await send({ text: "Hi" })).not.toHaveProperty("error.optedOut");
  });
});

describe("I6 a send whose answer was lost", () => {
  test("is found in Twilio's list, when it is the only one with these words", async () => {
    const message = build({ text: "Reçu ?  Oui" });
    bench.account.misbehave({ type: "done_but_silent" });
    expect(await connector.send(message, bench.channel(), context.ctx)).toMatchObject({
      error: { kind: "outcome_unknown" },
    });
    const settled = await connector.settle?.(message, bench.channel(), context.ctx);
    expect(settled).toEqual({ ok: true, externalId: sent()[0]?.sid });
  });

  test("is open when there is none, or more than one", async () => {
    const message = build({ text: "Reçu ?" });
    expect(await connector.settle?.(message, bench.channel(), context.ctx)).toBeUndefined();
    await connector.send(build({ text: "Reçu ?" }), bench.channel(), context.ctx);
    await connector.send(build({ text: "Reçu ?" }), bench.channel(), context.ctx);
    expect(await connector.settle?.(message, bench.channel(), context.ctx)).toBeUndefined();
  });

  test("of the last piece ends it; trying again after that sends all of them", async () => {
    const message = build({ text: `${"a".repeat(1500)}\n\n${"b".repeat(1500)}` });
    await connector.send(build({ text: "a".repeat(1500) }), bench.channel(), context.ctx);
    context.values.set(`sent:${message.clientRef}`, JSON.stringify([sent()[0]?.sid]));
    bench.account.misbehave({ type: "done_but_silent" });
    await connector.send(message, bench.channel(), context.ctx);
    expect(await connector.settle?.(message, bench.channel(), context.ctx)).toMatchObject({ ok: true });
    await connector.send(message, bench.channel(), context.ctx);
    expect(sent().map(({ body }) => body.charAt(0))).toEqual(["a", "b", "a", "b"]);
  });

  test("of a piece the rest is sent afterwards", async () => {
    const message = build({ text: `${"a".repeat(1500)}\n\n${"b".repeat(1500)}` });
    bench.account.misbehave({ type: "done_but_silent" });
    await connector.send(message, bench.channel(), context.ctx);
    expect(await connector.settle?.(message, bench.channel(), context.ctx)).toMatchObject({
      error: { kind: "retryable" },
    });
    expect(await connector.send(message, bench.channel(), context.ctx)).toMatchObject({ externalId: sent()[0]?.sid });
    expect(sent().map(({ body }) => body.charAt(0))).toEqual(["a", "b"]);
  });
});
