import { telegramSettings } from "@guichet/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Contact } from "../../../../simulator/src/telegram/contact.ts";
import { type Bot, TelegramSimulator } from "../../../../simulator/src/telegram/telegram-simulator.ts";
import { createRecordingContext, startHttpPeer } from "../connector-bench.ts";
import { fetchMedia } from "./fetch-media.ts";

let simulator: TelegramSimulator;
let bot: Bot;
let zoe: Contact;
let context: ReturnType<typeof createRecordingContext>;
beforeEach(async () => {
  simulator = new TelegramSimulator();
  await simulator.start();
  bot = simulator.addBot("Lamp Shop", "lamp_bot");
  zoe = bot.contact({ firstName: "Zoé" });
  context = createRecordingContext({ patient: true });
});
afterEach(async () => {
  await context.stop();
  await simulator.stop();
});

const fetchFile = async (ref: string, more: Record<string, string> = {}) =>
  await fetchMedia(
    { kind: "file", ref, name: "facture é.pdf", type: "application/pdf" },
    {
      ...{ id: "c", organizationId: "o", endpointId: "e", platform: "telegram", externalId: "1", name: "Lamps" },
      settings: telegramSettings.parse({ apiUrl: simulator.apiUrl, fileUrl: simulator.fileUrl, ...more }),
      secrets: { token: bot.token },
    },
    context.ctx,
  );
const sent = (bytes: Uint8Array) =>
  zoe.sendDocument({ bytes, name: "facture é.pdf", type: "application/pdf" }).document?.file_id ?? "";

describe("files of contacts", () => {
  test("W47 come with their bytes, and with the name and type of their message", async () => {
    const media = await fetchFile(sent(Buffer.from("the file")));
    if (!media.ok || !("stream" in media)) throw new Error("No stream.");
    expect(media).toMatchObject({ name: "facture é.pdf", type: "application/pdf" });
    const chunks: Buffer[] = [];
    for await (const chunk of media.stream) chunks.push(Buffer.from(chunk));
    expect(Buffer.concat(chunks).toString()).toBe("the file");
  });

  test("I8 what is too large or gone says so, what may pass is tried again", async () => {
    expect(await fetchFile(sent(Buffer.alloc(21 * 1024 * 1024)))).toMatchObject({
      ok: false,
      error: { kind: "too_large" },
    });
    expect(await fetchFile("nothing")).toMatchObject({ ok: false, error: { kind: "invalid_content" } });
    bot.misbehave("getFile", { type: "rate_limited", seconds: 3 });
    const id = sent(Buffer.from("x"));
    expect(await fetchFile(id)).toMatchObject({ ok: false, error: { kind: "rate_limited", retryAfterMs: 3000 } });
    bot.misbehave("getFile", { type: "done_but_silent" });
    expect(await fetchFile(id)).toMatchObject({ ok: false, error: { kind: "retryable" } });
  });

  test("a path that has expired meanwhile is asked for again by the next attempt", async () => {
    const id = sent(Buffer.from("x"));
    expect(await fetchFile(id, { fileUrl: `${simulator.fileUrl}/elsewhere` })).toMatchObject({
      ok: false,
      error: { kind: "retryable" },
    });
    bot.world.files.expirePaths();
    expect(await fetchFile(id)).toMatchObject({ ok: true });
  });

  test.each([
    "../../etc/passwd",
    "a/../../b",
    "//elsewhere.example/x",
    "https://elsewhere.example/x",
    "a?b=c",
    "a#b",
    "",
  ])("S6 a path like %j leads nowhere", async (file_path) => {
    const peer = await startHttpPeer(JSON.stringify({ ok: true, result: { file_id: "f", file_path } }));
    const found = await fetchFile("f", { apiUrl: peer.url, fileUrl: `${peer.url}/file` });
    expect(found).toMatchObject({ ok: false, error: { code: "no_path" } });
    expect(peer.received.map(({ url }) => url.replace(bot.token, ""))).toEqual(["/bot/getFile"]);
    await peer.stop();
  });
});
