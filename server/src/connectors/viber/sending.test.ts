import { viberSettings } from "@guichet/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Contact } from "../../../../simulator/src/viber/contact.ts";
import { type ViberBot, ViberSimulator } from "../../../../simulator/src/viber/viber-simulator.ts";
import type { Health, Media, OutboundMessage } from "../connector.ts";
import { buildOutboundFile, buildOutboundMessage, createRecordingContext } from "../connector-bench.ts";
import { watchEvery } from "../watch-every.ts";
import { createViberConnector } from "./connector.ts";
import { fetchMedia } from "./fetch-media.ts";
import { checkHealth } from "./health.ts";
import { planSends } from "./plan-sends.ts";
import { errorOfStatus } from "./send-error.ts";
import { problemOfAddress } from "./webhook.ts";

const connector = createViberConnector();
let simulator: ViberSimulator;
let bot: ViberBot;
let elena: Contact;
let context: ReturnType<typeof createRecordingContext>;
beforeEach(async () => {
  simulator = new ViberSimulator();
  await simulator.start();
  bot = simulator.addBot("Lamp Shop", "lampshop");
  bot.world.webhook = { url: "https://guichet.example/webhooks/viber/e-1", events: [] };
  elena = bot.contact("Elena", "bg", "BG");
  elena.subscribe();
  context = createRecordingContext({ patient: true });
});
afterEach(async () => {
  await context.stop();
  await simulator.stop();
});

const channel = (token = bot.world.token, externalId = bot.world.id) => ({
  ...{ id: "channel", organizationId: "o", endpointId: "e-1", platform: "viber" as const, externalId, name: "Lamps" },
  settings: viberSettings.parse({ apiUrl: simulator.apiUrl, senderName: "Lumen" }),
  secrets: { token },
});
const file = (type: string, name: string, size = 10) => buildOutboundFile(new Uint8Array(1), { type, name, size });
const send = async (changes: Partial<OutboundMessage>) =>
  await connector.send(
    buildOutboundMessage({ to: { externalId: elena.person.id, displayName: "Elena" }, text: "", ...changes }),
    channel(),
    context.ctx,
  );
const seen = () => elena.chat().filter(({ by }) => by === "bot");
const lasting = "https://guichet.example/files/abc?lasting";

describe("what it becomes", () => {
  test("a small JPEG is a picture with the text under it; films and files have their sizes, files their names", async () => {
    const files = [
      file("image/jpeg", "lamp.jpg"),
      file("video/mp4", "film.mp4", 99),
      file("application/pdf", "été.pdf", 7),
      file("image/png", "screen.png"),
      file("image/jpeg", "large.jpg", 2_000_000),
    ];
    const result = await send({ text: "Voilà", files });
    expect(seen().map(({ content: { tracking_data: _ref, ...content } }) => content)).toEqual([
      { type: "picture", text: "Voilà", media: lasting },
      { type: "video", media: lasting, size: 99 },
      { type: "file", media: lasting, size: 7, file_name: "été.pdf" },
      { type: "file", media: lasting, size: 10, file_name: "screen.png" },
      { type: "file", media: lasting, size: 2_000_000, file_name: "large.jpg" },
    ]);
    const tokens = seen().map(({ token }) => String(token));
    expect(result).toEqual({ ok: true, externalId: tokens[0], context: { alsoSentAs: tokens.slice(1) } });
    expect(bot.world.received[0]?.body).toMatchObject({ sender: { name: "Lumen" }, min_api_version: 1 });
  });

  test("a text before files that take none, and a long one, go before; a long name keeps its ending", () => {
    expect(planSends({ text: "Voilà", files: [file("application/pdf", "a.pdf")] }).map(({ type }) => type)).toEqual([
      ...["text", "file"],
    ]);
    const long = planSends({ text: "x".repeat(513), files: [file("image/jpeg", "a.jpg")] });
    expect(long).toMatchObject([{ type: "text" }, { type: "picture", text: "" }]);
    expect(planSends({ text: "a".repeat(7001), files: [] })).toHaveLength(2);
    const [named] = planSends({ text: "", files: [file("text/plain", `${"é".repeat(400)}.txt`)] });
    expect(String(named?.file_name)).toMatch(/^é+\.txt$/);
    expect(String(named?.file_name)).toHaveLength(256);
  });

  test("what was sent of a long text is not sent again", async () => {
    const text = `${"a".repeat(6900)}\n\n${"b".repeat(6900)}`;
    const given = { text, clientRef: "01936f2e-7c1a-7b3c-8d4e-000000000001" };
    context.values.set(`sent:${given.clientRef}`, '["90"]');
    expect(await send(given)).toMatchObject({ ok: true, externalId: "90" });
    expect(seen().map(({ content }) => String(content.text).charAt(0))).toEqual(["b"]);
  });
});

test("I16 after all pieces of a text have left, trying again sends all of them", async () => {
  const again = {
    text: `${"a".repeat(6900)}\n\n${"b".repeat(6900)}`,
    clientRef: "01936f2e-7c1a-7b3c-8d4e-000000000001",
  };
  await send(again);
  expect(await send(again)).toMatchObject({ ok: true, externalId: String(seen()[2]?.token) });
  expect(seen().map(({ content }) => String(content.text).charAt(0))).toEqual(["a", "b", "a", "b"]);
});

describe("what Viber refuses", () => {
  test("whoever has unsubscribed, and strangers, cannot be reached; nothing is nothing", async () => {
    elena.unsubscribe();
    expect(await send({ text: "hi" })).toMatchObject({
      ok: false,
      error: { kind: "recipient_unavailable", code: "status_6", message: "The contact has unsubscribed from the bot." },
    });
    const stranger = { externalId: "stranger==", displayName: "" };
    expect(await send({ to: stranger, text: "hi" })).toMatchObject({ error: { code: "status_5" } });
    expect(await send({})).toMatchObject({ ok: false, error: { code: "nothing_to_send" } });
  });

  test("I6 an answer that never came is unknown, and so is a proxy's error page", async () => {
    bot.misbehave("send_message", { type: "done_but_silent" });
    expect(await send({ text: "hi" })).toMatchObject({ error: { kind: "outcome_unknown" } });
    bot.misbehave("send_message", { type: "html_502" });
    expect(await send({ text: "hi" })).toMatchObject({ error: { kind: "outcome_unknown" } });
  });

  test.each([
    [2, "auth_expired"],
    [3, "invalid_content"],
    [4, "invalid_content"],
    [5, "recipient_unavailable"],
    [6, "recipient_unavailable"],
    [7, "permission"],
    [9, "permission"],
    [10, "auth_expired"],
    [11, "recipient_unavailable"],
    [12, "rate_limited"],
    [13, "recipient_unavailable"],
    [15, "permission"],
    [21, "recipient_unavailable"],
    [23, "policy"],
    [24, "policy"],
    [99, "retryable"],
  ])("status %i, though HTTP says 200, is %s", async (status, kind) => {
    bot.misbehave("send_message", { type: "refused", status, message: "in their words" });
    expect(await send({ text: "hi" })).toMatchObject({ ok: false, error: { kind, code: `status_${status}` } });
    expect(errorOfStatus(status, "").message).not.toBe("");
    expect(seen()).toEqual([]);
  });
});

describe("I15 health and connecting", () => {
  const failedCheck = ({ checks }: Health) => checks.find((check) => !check.ok);

  test("all is well; another address, another bot, or a token that opens nothing is said", async () => {
    expect(await connector.health(channel(), context.ctx)).toEqual({
      state: "ok",
      checks: [
        { name: "token", ok: true, detail: "Lamp Shop" },
        { name: "webhook", ok: true },
      ],
    });
    const broken = await connector.health(channel("0000000000000000-1111"), context.ctx);
    expect([broken.state, failedCheck(broken)?.name]).toEqual(["needs_reconnection", "token"]);
    expect(await connector.health(channel(bot.world.token, "pa:1"), context.ctx)).toMatchObject({
      state: "needs_reconnection",
    });
    bot.world.webhook = undefined;
    expect(failedCheck(await connector.health(channel(), context.ctx))?.detail).toContain("no address");
    bot.misbehave("get_account_info", { type: "html_502" });
    expect(await connector.health(channel(), context.ctx)).toMatchObject({ state: "degraded" });
  });

  test("an address that did not answer Viber's call is told in its words; the watch and the farewell", async () => {
    bot.misbehave("set_webhook", { type: "refused", status: 1, message: "Result:[status=404, message=nothing there]" });
    const refused = await connector.connect?.(channel(), context.ctx);
    expect(refused).toMatchObject({ state: "needs_reconnection", checks: [{ name: "webhook", ok: false }] });
    expect(refused?.checks[0]?.detail).toContain("nothing there");
    const told: Health[] = [];
    const watching = watchEvery(
      () => checkHealth(channel(), context.ctx),
      (health) => told.push(health),
      context.ctx,
      { firstMs: 1, everyMs: 5 },
    );
    await expect.poll(() => told.length).toBeGreaterThan(1);
    await connector.disconnect?.(channel(), context.ctx, []);
    expect(bot.world.webhook).toBeUndefined();
    await context.stop();
    await watching;
  });

  test("Viber's own servers deliver to https alone", () => {
    expect(problemOfAddress("http://guichet.example", "https://chatapi.viber.com")).toMatch(/only to https/);
    expect(problemOfAddress("https://guichet.example", "https://chatapi.viber.com")).toBeUndefined();
    expect(problemOfAddress("http://127.0.0.1:3000", "http://127.0.0.1:8093")).toBeUndefined();
  });
});

test("S6 files are fetched without the token, never from a private address, and what is over is gone for good", async () => {
  const { content } = elena.sendFile({ bytes: Buffer.from("x"), name: "a.pdf", type: "application/pdf" });
  const media = { kind: "file", ref: String(content.media), name: "a.pdf" } as const;
  const error = (found: Media) => (found.ok ? undefined : found.error);
  expect(await fetchMedia(media, context.ctx)).toMatchObject({ ok: true, name: "a.pdf", type: "application/pdf" });
  bot.world.files.clear();
  expect(error(await fetchMedia(media, context.ctx))).toMatchObject({ kind: "invalid_content", code: "http_404" });
  const strict = createRecordingContext({ allowPrivateHosts: [] });
  expect(error(await fetchMedia(media, strict.ctx))).toMatchObject({ code: expect.stringMatching(/^refused_/) });
  await strict.stop();
});
