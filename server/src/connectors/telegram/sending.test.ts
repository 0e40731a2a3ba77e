import { telegramSettings } from "@guichet/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Contact } from "../../../../simulator/src/telegram/contact.ts";
import { type Bot, TelegramSimulator } from "../../../../simulator/src/telegram/telegram-simulator.ts";
import type { OutboundMessage } from "../connector.ts";
import { buildOutboundFile, buildOutboundMessage, createRecordingContext } from "../connector-bench.ts";
import { createTelegramConnector } from "./connector.ts";
import { planSends } from "./plan-sends.ts";

const connector = createTelegramConnector();
let simulator: TelegramSimulator;
let bot: Bot;
let zoe: Contact;
let context: ReturnType<typeof createRecordingContext>;
beforeEach(async () => {
  simulator = new TelegramSimulator();
  await simulator.start();
  bot = simulator.addBot("Lamp Shop", "lamp_bot");
  zoe = bot.contact({ firstName: "Zoé" });
  zoe.start();
  context = createRecordingContext({ patient: true });
});
afterEach(async () => {
  await context.stop();
  await simulator.stop();
});

const file = (type: string, name: string) => buildOutboundFile(Buffer.from(name), { type, name, size: 10 });
const png = (name: string) => file("image/png", name);
const send = async (changes: Partial<OutboundMessage>) =>
  await connector.send(
    buildOutboundMessage({ to: { externalId: String(zoe.id), displayName: "Zoé" }, text: "", ...changes }),
    {
      ...{ id: "channel", organizationId: "o", endpointId: "e", platform: "telegram", externalId: String(bot.id) },
      name: "Lamps",
      settings: telegramSettings.parse({ apiUrl: simulator.apiUrl, fileUrl: simulator.fileUrl }),
      secrets: { token: bot.token },
    },
    context.ctx,
  );
const seen = () => zoe.chat().filter((message) => message.from.is_bot);
const methods = () => bot.world.received.map(({ method }) => method);

describe("files", () => {
  test.each([
    ["image/png", "sendPhoto", "photo"],
    ["image/gif", "sendAnimation", "animation"],
    ["video/mp4", "sendVideo", "video"],
    ["audio/mpeg", "sendAudio", "audio"],
    ["audio/ogg", "sendVoice", "voice"],
    ["application/pdf", "sendDocument", "document"],
  ])("%s travels by %s, with the text as its caption", async (type, method, member) => {
    const result = await send({ text: "Voilà", files: [file(type, "a é.bin")] });
    expect(result).toEqual({ ok: true, externalId: `${zoe.id}:${seen()[0]?.message_id}` });
    expect(methods()).toEqual([method]);
    expect(seen()).toMatchObject([{ caption: "Voilà", [member]: expect.anything() }]);
  });

  test("pictures and videos are one album, documents another; the caption stands once", async () => {
    const files = [
      png("1.png"),
      file("video/mp4", "2.mp4"),
      file("application/pdf", "3.pdf"),
      file("text/plain", "4.txt"),
    ];
    const result = await send({ text: "Tout", files });
    expect(methods()).toEqual(["sendMediaGroup", "sendMediaGroup"]);
    expect(seen().map(({ caption }) => caption)).toEqual(["Tout", undefined, undefined, undefined]);
    expect(seen()[2]?.document).toMatchObject({ file_name: "3.pdf", mime_type: "application/pdf" });
    const keys = seen().map(({ message_id }) => `${zoe.id}:${message_id}`);
    expect(result).toEqual({ ok: true, externalId: keys[0], context: { alsoSentAs: keys.slice(1) } });
  });

  test("a text too long for a caption goes before", async () => {
    await send({ text: "x".repeat(1025), files: [png("1.png")] });
    expect(methods()).toEqual(["sendMessage", "sendPhoto"]);
  });

  test("a picture that Telegram cannot show travels as a file", async () => {
    bot.misbehave("sendPhoto", { type: "refused", code: 400, description: "Bad Request: PHOTO_INVALID_DIMENSIONS" });
    expect(await send({ files: [png("wide.png")] })).toMatchObject({ ok: true });
    expect(methods()).toEqual(["sendPhoto", "sendDocument"]);
  });

  test("a file that cannot be read is said, and nothing was sent", async () => {
    const gone = { ...png("1.png"), open: () => Promise.reject(new Error("the file is gone")) };
    expect(await send({ files: [gone] })).toMatchObject({
      ok: false,
      error: { kind: "invalid_content", code: "no_file" },
    });
    expect(methods()).toEqual([]);
  });
});

describe("several calls for one message", () => {
  const long = `${"a".repeat(4000)}\n\n${"b".repeat(4000)}\n\n${"c".repeat(4000)}`;

  test("a refusal on the way does not send again what was sent", async () => {
    const clientRef = "01936f2e-7c1a-7b3c-8d4e-000000000001";
    const answered = { externalId: `${zoe.id}:1`, context: {} };
    expect(planSends({ text: long, files: [] })).toHaveLength(3);
    bot.misbehave("sendMessage", { type: "html_502" });
    expect(await send({ clientRef, text: long, replyTo: answered })).toMatchObject({ ok: false });
    const first = { type: "refused", code: 429, description: "Too Many Requests" } as const;
    // The first of the second attempt passes, its second is limited.
    const passed = send({ clientRef, attempt: 2, text: long, replyTo: answered });
    await expect.poll(() => seen().length).toBeGreaterThan(0);
    await passed;
    expect(seen().map(({ text }) => text?.charAt(0))).toEqual(["a", "b", "c"]);
    expect(seen()[0]?.reply_to_message?.message_id).toBe(1);
    expect(seen()[1]?.reply_to_message).toBeUndefined();
    bot.misbehave("sendMessage", first);
    expect(await send({ clientRef: "01936f2e-7c1a-7b3c-8d4e-000000000002", text: "x" })).toMatchObject({
      ok: false,
      error: { kind: "rate_limited" },
    });
  });

  test("after a piece whose answer was lost a later attempt goes on with that piece, not from the beginning", async () => {
    const clientRef = "01936f2e-7c1a-7b3c-8d4e-000000000003";
    context.values.set(`sent:${clientRef}`, JSON.stringify([[`${zoe.id}:90`]]));
    bot.misbehave("sendMessage", { type: "done_but_silent" });
    expect(await send({ clientRef, text: long })).toMatchObject({ ok: false, error: { kind: "outcome_unknown" } });
    expect(seen().map(({ text }) => text?.charAt(0))).toEqual(["b"]);
    const result = await send({ clientRef, text: long });
    expect(seen().map(({ text }) => text?.charAt(0))).toEqual(["b", "b", "c"]);
    expect(result).toMatchObject({ ok: true, externalId: `${zoe.id}:90` });
  });
});

describe("where it goes", () => {
  const addChat = (id: number) => {
    const { user } = bot.contact({ firstName: "Group" });
    const chat = { id, type: "private", first_name: "G" } as const;
    bot.world.people.set(id, { user, chat, started: true, blocked: false });
  };

  test("a group that became a supergroup is followed, and remembered", async () => {
    addChat(-100);
    context.values.set("migrated:-5", "-100");
    const result = await send({ to: { externalId: "-5", displayName: "Group" }, text: "hi" });
    expect(result).toMatchObject({ ok: true, externalId: expect.stringMatching(/^-100:/) });
    expect(bot.world.received[0]?.fields.chat_id).toBe("-100");
  });

  test("a business account's customer is answered on its connection, a topic in the topic", async () => {
    await send({
      text: "hi",
      threadKey: "business:bc1",
      replyTo: { externalId: `business:bc1:${zoe.id}:1`, context: {} },
    });
    expect(bot.world.received[0]?.fields).toMatchObject({ business_connection_id: "bc1" });
    expect(seen()[0]?.reply_to_message?.message_id).toBe(1);
    await send({ text: "hi", threadKey: "topic:44" });
    expect(bot.world.received[1]?.fields).toMatchObject({ message_thread_id: "44" });
  });

  test("who wrote to a channel is answered in the channel's chat, in their own topic", async () => {
    addChat(-100900);
    await send({
      ...{ text: "hi", threadKey: "direct:-100900:501" },
      replyTo: { externalId: "-100900:7", context: {} },
    });
    expect(bot.world.received[0]?.fields).toMatchObject({ chat_id: "-100900", direct_messages_topic_id: "501" });
    expect(JSON.parse(bot.world.received[0]?.fields.reply_parameters ?? "")).toMatchObject({ message_id: 7 });
  });

  test("a group whose new id Telegram has told is written to there at once", async () => {
    addChat(-100777);
    const result = await send({ to: { externalId: "-777", displayName: "Group", aliases: ["-100777"] }, text: "hi" });
    expect(result).toMatchObject({ ok: true, externalId: expect.stringMatching(/^-100777:/) });
  });

  test("the id that a group has left is not written to again", async () => {
    addChat(-100880);
    const to = { externalId: "-100880", displayName: "Group", aliases: ["-880"] };
    expect(await send({ to, text: "hi" })).toMatchObject({ ok: true });
    expect(bot.world.received.map(({ fields }) => fields.chat_id)).toEqual(["-100880"]);
  });

  test("what Telegram told of a move goes before a contact's other id", async () => {
    addChat(-100778);
    context.values.set("migrated:-777", "-100778");
    const to = { externalId: "-777", displayName: "Group", aliases: ["-100777"] };
    expect(await send({ to, text: "hi" })).toMatchObject({ ok: true });
    expect(bot.world.received.map(({ fields }) => fields.chat_id)).toEqual(["-100778"]);
  });

  test("a message that is gone is answered without it; a chat that never was is refused", async () => {
    expect(await send({ text: "hi", replyTo: { externalId: `${zoe.id}:999`, context: {} } })).toMatchObject({
      ok: true,
    });
    const stranger = { externalId: "999", displayName: "" };
    expect(await send({ to: stranger, text: "hi" })).toMatchObject({
      ok: false,
      error: { kind: "recipient_unavailable" },
    });
    const odd = { externalId: "contact-1", displayName: "" };
    expect(await send({ to: odd, text: "hi" })).toMatchObject({ ok: false, error: { code: "no_chat" } });
    expect(await send({})).toMatchObject({ ok: false, error: { code: "nothing_to_send" } });
  });
});
