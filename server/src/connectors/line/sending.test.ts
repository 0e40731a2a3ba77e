import { lineSettings } from "@guichet/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Contact } from "../../../../simulator/src/line/contact.ts";
import { type LineAccount, LineSimulator } from "../../../../simulator/src/line/line-simulator.ts";
import type { OutboundMessage } from "../connector.ts";
import { buildOutboundFile, buildOutboundMessage, createRecordingContext } from "../connector-bench.ts";
import { createLineConnector } from "./connector.ts";

const connector = createLineConnector();
let simulator: LineSimulator;
let account: LineAccount;
let yuki: Contact;
let context: ReturnType<typeof createRecordingContext>;
let clock: number;
beforeEach(async () => {
  clock = Date.parse("2026-11-22T16:00:00Z");
  simulator = new LineSimulator({ now: () => clock });
  await simulator.start();
  account = simulator.addAccount("Lamp Shop", "@lampshop");
  yuki = account.contact("Yuki", "ja");
  context = createRecordingContext({ patient: true, now: () => clock });
});
afterEach(async () => {
  await context.stop();
  await simulator.stop();
});

const file = (type: string, name: string, size = 10) => buildOutboundFile(new Uint8Array(1), { type, name, size });
const send = async (changes: Partial<OutboundMessage>) =>
  await connector.send(
    buildOutboundMessage({ to: { externalId: yuki.person.id, displayName: "Yuki" }, text: "", ...changes }),
    {
      ...{ id: "channel", organizationId: "o", endpointId: "e", platform: "line", externalId: account.world.userId },
      name: "Lamps",
      settings: lineSettings.parse({ apiUrl: simulator.apiUrl, dataUrl: simulator.dataUrl }),
      secrets: { accessToken: account.world.token },
    },
    context.ctx,
  );
const seen = () => yuki.chat().filter(({ by }) => by === "account");
const texts = () => seen().map(({ content }) => String(content.text ?? content.type));
const paths = () => account.world.received.map(({ path }) => path.replace("/v2/bot/", ""));
/** What the contact wrote, as it comes to `send`. */
const wrote = (text = "hi"): NonNullable<OutboundMessage["lastInbound"]> => {
  const said = yuki.write(text);
  const event = account.world.events.at(-1);
  return {
    externalId: said.id,
    at: said.at,
    context: {
      ...{ replyToken: event?.replyToken, replyTokenAt: said.at },
      ...{ quoteToken: said.quoteToken, markAsReadToken: said.markAsReadToken },
    },
  };
};
const REF = "01936f2e-7c1a-7b3c-8d4e-000000000001";

describe("what it costs", () => {
  test("an answer within the reply token's life is free, and marks what was written as read", async () => {
    const lastInbound = wrote();
    const result = await send({ text: "Hello", lastInbound });
    expect(result).toMatchObject({
      ok: true,
      externalId: seen()[0]?.id,
      context: { quoteToken: seen()[0]?.quoteToken },
    });
    expect(paths()).toEqual(["message/reply", "chat/markAsRead"]);
    expect(account.world.used).toBe(0);
    expect([...account.world.readTokens]).toEqual([lastInbound.context.markAsReadToken]);
  });

  test("a second answer to the same message, and a late one, are pushed", async () => {
    const lastInbound = wrote();
    await send({ text: "One", lastInbound });
    await send({ text: "Two", lastInbound, clientRef: REF });
    const late = wrote();
    clock += 50_000;
    await send({ text: "Three", lastInbound: late, clientRef: REF.replace("01936", "01937") });
    expect(paths().filter((path) => path.startsWith("message"))).toEqual([
      ...["message/reply", "message/push", "message/push"],
    ]);
    expect(texts()).toEqual(["One", "Two", "Three"]);
  });

  test("a token that LINE no longer takes is no trouble: the message is pushed, once", async () => {
    const lastInbound = wrote();
    account.world.replyLifeMs = -1;
    expect(await send({ text: "Hello", lastInbound })).toMatchObject({ ok: true });
    expect(paths().slice(0, 2)).toEqual(["message/reply", "message/push"]);
    expect(texts()).toEqual(["Hello"]);
  });
});

describe("I9 the same once", () => {
  test("a push whose answer was lost is repeated under the same key, and there once", async () => {
    account.misbehave("/v2/bot/message/push", { type: "done_but_silent" });
    expect(await send({ text: "Hello", clientRef: REF })).toMatchObject({
      ok: false,
      error: { kind: "outcome_unknown" },
    });
    const again = await send({ text: "Hello", clientRef: REF, attempt: 2 });
    expect(again).toMatchObject({ ok: true, externalId: seen()[0]?.id });
    expect(texts()).toEqual(["Hello"]);
    expect(account.world.received.map(({ retryKey, status }) => [retryKey, status])).toEqual([
      [REF, 200],
      [REF, 409],
    ]);
  });

  test("a reply whose answer was lost is never pushed after it: within the token's life LINE itself tells", async () => {
    const lastInbound = wrote();
    account.misbehave("/v2/bot/message/reply", { type: "done_but_silent" });
    expect(await send({ text: "Hello", clientRef: REF, lastInbound })).toMatchObject({ ok: false });
    expect(await send({ text: "Hello", clientRef: REF, lastInbound, attempt: 2 })).toMatchObject({ ok: true });
    expect(texts()).toEqual(["Hello"]);
    expect(paths()).not.toContain("message/push");
  });

  test.each([408, 500, 502, 504])("a reply that LINE took, and answered %i, is not pushed after it", async (status) => {
    const lastInbound = wrote();
    account.misbehave("/v2/bot/message/reply", { type: "refused", status, message: "Internal error" });
    const first = await send({ text: "Hello", clientRef: REF, lastInbound });
    expect(first).toMatchObject({ ok: false, error: { kind: "outcome_unknown", code: `http_${status}` } });
    const messages = [{ type: "text", text: "Hello" }];
    await fetch(`${simulator.apiUrl}/v2/bot/message/reply`, {
      method: "POST",
      headers: { authorization: `Bearer ${account.world.token}`, "content-type": "application/json" },
      body: JSON.stringify({ replyToken: lastInbound.context.replyToken, messages }),
    });
    expect(await send({ text: "Hello", clientRef: REF, lastInbound, attempt: 2 })).toMatchObject({ ok: true });
    expect(texts()).toEqual(["Hello"]);
    expect(paths()).not.toContain("message/push");
  });

  test("a reply that never reached LINE leaves with the next attempt, and one that is too old is left to a person", async () => {
    const lastInbound = wrote();
    account.misbehave("/v2/bot/message/reply", { type: "html_502" });
    expect(await send({ text: "Hello", clientRef: REF, lastInbound })).toMatchObject({
      ok: false,
      error: { kind: "outcome_unknown" },
    });
    await send({ text: "Hello", clientRef: REF, lastInbound, attempt: 2 });
    expect(texts()).toEqual(["Hello"]);
    const other = wrote();
    account.misbehave("/v2/bot/message/reply", { type: "done_but_silent" });
    const ref = REF.replace("01936", "01938");
    await send({ text: "Unsure", clientRef: ref, lastInbound: other });
    clock += 120_000;
    const given = await send({ text: "Unsure", clientRef: ref, lastInbound: other, attempt: 2 });
    expect(given).toMatchObject({ ok: false, error: { kind: "outcome_unknown", retryAfterMs: expect.any(Number) } });
    expect(texts()).toEqual(["Hello", "Unsure"]);
  });

  test("a long text with files goes on where it stopped, five messages a call", async () => {
    const text = ["a", "b", "c"].map((letter) => letter.repeat(4900)).join("\n\n");
    const files = ["1", "2", "3", "4"].map((name) => file("image/png", `${name}.png`));
    const given = { text, files, clientRef: REF };
    account.misbehave("/v2/bot/message/push", { type: "rate_limited", seconds: 1 });
    expect(await send(given)).toMatchObject({ ok: false, error: { kind: "rate_limited", retryAfterMs: 1000 } });
    await send({ ...given, attempt: 2 });
    expect(seen().map(({ content }) => content.type)).toEqual([
      ...["text", "text", "text", "image", "image", "image", "image"],
    ]);
    const keys = account.world.received.map(({ retryKey }) => retryKey);
    expect(keys).toEqual([REF, REF, expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/)]);
  });
});

describe("what it becomes", () => {
  test("pictures and films are shown, anything else is a link that lasts", async () => {
    const files = [
      file("image/jpeg", "lamp.jpg"),
      file("image/png", "big.png", 2 * 1024 * 1024),
      file("video/mp4", "film.mp4"),
      file("application/pdf", "été.pdf"),
    ];
    await send({ files, clientRef: REF });
    const lasting = "https://guichet.example/files/abc?lasting";
    const standIn = "https://guichet.example/file-preview.png";
    expect(seen().map(({ content }) => content)).toEqual([
      { type: "image", originalContentUrl: lasting, previewImageUrl: lasting },
      { type: "image", originalContentUrl: lasting, previewImageUrl: standIn },
      { type: "video", originalContentUrl: lasting, previewImageUrl: standIn, trackingId: REF },
      { type: "text", text: `📄 été.pdf\n${lasting}` },
    ]);
  });

  test("what was quoted is quoted by its token; one that was taken back is answered without", async () => {
    const asked = yuki.write("Which?");
    const replyTo = { externalId: asked.id, context: { quoteToken: asked.quoteToken } };
    await send({ text: "This", replyTo });
    expect(seen()[0]?.quotes).toBe(asked.id);
    yuki.unsend(asked.id);
    expect(await send({ text: "That", replyTo, clientRef: REF })).toMatchObject({ ok: true });
    expect(seen()[1]).toMatchObject({ content: { text: "That" }, quotes: undefined });
  });
});

describe("what LINE refuses", () => {
  test.each([
    [{ type: "refused", status: 401, message: "Authentication failed" }, "auth_expired", "http_401"],
    [{ type: "refused", status: 403, message: "Not available for your plan" }, "permission", "http_403"],
    [{ type: "refused", status: 429, message: "You have reached your monthly limit." }, "policy", "monthly_limit"],
    [{ type: "refused", status: 429, message: "The API rate limit has been exceeded." }, "rate_limited", "http_429"],
    [{ type: "refused", status: 400, message: "Failed to send messages" }, "recipient_unavailable", "http_400"],
    [{ type: "refused", status: 500, message: "Internal error" }, "retryable", "http_500"],
    [{ type: "html_502" }, "retryable", "http_502"],
  ] as const)("%j", async (how, kind, code) => {
    account.misbehave("/v2/bot/message/push", how);
    expect(await send({ text: "Hello" })).toMatchObject({ ok: false, error: { kind, code } });
    expect(texts()).toEqual([]);
  });

  test("a stranger, nobody, and nothing are refused; the month's limit is said for what it is", async () => {
    const stranger = { externalId: `U${"0".repeat(32)}`, displayName: "" };
    expect(await send({ to: stranger, text: "hi" })).toMatchObject({
      ok: false,
      error: { kind: "recipient_unavailable" },
    });
    expect(await send({ to: { externalId: "a b", displayName: "" }, text: "x" })).toMatchObject({
      error: { code: "no_chat" },
    });
    expect(await send({})).toMatchObject({ ok: false, error: { code: "nothing_to_send" } });
    account.world.quota = { value: 0 };
    expect(await send({ text: "hi" })).toMatchObject({ ok: false, error: { kind: "policy", code: "monthly_limit" } });
  });

  test("S41 no token of LINE's stands in a log line", async () => {
    account.misbehave("/v2/bot/chat/markAsRead", {
      type: "refused",
      status: 400,
      message: "The markAsReadToken is invalid",
    });
    const lastInbound = wrote();
    await send({ text: "Hello", lastInbound });
    expect(context.logged()).toContain("marked as read");
    for (const secret of [account.world.token, account.world.secret, String(lastInbound.context.replyToken)])
      expect(context.logged()).not.toContain(secret);
  });
});
