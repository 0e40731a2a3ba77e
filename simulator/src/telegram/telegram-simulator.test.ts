import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Bot, TelegramSimulator } from "./telegram-simulator.ts";
import type { Update } from "./wire.ts";

type Came = { readonly update: Update; readonly secret: string | undefined; readonly together: number };
let simulator: TelegramSimulator;
let bot: Bot;
let receiver: Server;
let address: string;
/** Statuses to answer with, one after the other; 200 when none is left. */
let answers: number[];
let came: Came[];
/** The first message that says so is refused. */
let refusing: string | undefined;
beforeEach(async () => {
  [answers, came, refusing] = [[], [], undefined];
  simulator = new TelegramSimulator({ retryBaseMs: 20, seed: 3 });
  await simulator.start();
  bot = simulator.addBot("Lamp Shop", "lamp_bot");
  let together = 0;
  receiver = createServer(async (request, response) => {
    together += 1;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const secret = request.headers["x-telegram-bot-api-secret-token"];
    const update: Update = JSON.parse(Buffer.concat(chunks).toString());
    came.push({ update, secret: String(secret), together });
    await new Promise((resolve) => setTimeout(resolve, 5));
    together -= 1;
    const isRefused = "message" in update && update.message.text === refusing;
    if (isRefused) refusing = undefined;
    response.writeHead(isRefused ? 500 : (answers.shift() ?? 200)).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const bound = receiver.address();
  address = `http://127.0.0.1:${typeof bound === "object" && bound !== null ? bound.port : 0}/hook`;
});
afterEach(async () => {
  await simulator.stop();
  receiver.closeAllConnections();
  receiver.close();
});

async function call(method: string, fields: object = {}, token = bot.token): Promise<{ status: number; body: Called }> {
  const answer = await fetch(`${simulator.apiUrl}/bot${token}/${method}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(fields),
  });
  return { status: answer.status, body: await answer.json() };
}
type Called = { ok: boolean; result?: Record<string, unknown>; description?: string; parameters?: object };
const hook = async (more: object = {}) => await call("setWebhook", { url: address, secret_token: "s3cret", ...more });

describe("delivering", () => {
  test("updates of a chat leave in order, one at a time, and come again when they are refused", async () => {
    await hook();
    const zoe = bot.contact({ firstName: "Zoé" });
    answers = [500, 200, 503];
    for (const text of ["one", "two", "three"]) zoe.write(text);
    await expect.poll(() => bot.world.lanes.waiting()).toBe(0);
    const texts = came.map(({ update }) => ("message" in update ? update.message.text : ""));
    expect(texts).toEqual(["one", "one", "two", "two", "three"]);
    expect(came.map(({ secret }) => secret)).toEqual(Array(5).fill("s3cret"));
    expect(Math.max(...came.map(({ together }) => together))).toBe(1);
    expect(bot.world.delivered.map(({ status }) => status)).toEqual([500, 200, 503, 200, 200]);
  });

  test("a chat that is refused holds up itself alone", async () => {
    await hook();
    const [zoe, max] = [bot.contact({ firstName: "Zoé" }), bot.contact({ firstName: "Max" })];
    refusing = "refused first";
    zoe.write("refused first");
    max.write("at once");
    await expect.poll(() => came.length).toBe(3);
    expect(came.map(({ update }) => ("message" in update ? update.message.text : "")).at(-1)).toBe("refused first");
  });

  test("reactions come only when they are named, and nothing before there is an address", async () => {
    const zoe = bot.contact({ firstName: "Zoé" });
    const message = zoe.write("waits");
    expect((await call("getWebhookInfo")).body.result).toMatchObject({ url: "", pending_update_count: 1 });
    await hook();
    zoe.react(message.message_id, ["👍"]);
    await expect.poll(() => came.length).toBe(1);
    await hook({ allowed_updates: ["message", "message_reaction"] });
    zoe.react(message.message_id, ["❤"]);
    await expect.poll(() => came.length).toBe(2);
    expect(came[1]?.update).toMatchObject({
      message_reaction: { old_reaction: [{ emoji: "👍" }], new_reaction: [{ emoji: "❤" }] },
    });
  });

  test("an address that refuses is told of", async () => {
    await hook();
    answers = [502, 502, 502];
    bot.contact({ firstName: "Zoé" }).write("x");
    await expect.poll(() => came.length).toBeGreaterThan(1);
    expect((await call("getWebhookInfo")).body.result).toMatchObject({
      last_error_message: "Wrong response from the webhook: 502",
    });
  });
});

describe("Telegram's own rules", () => {
  test("a wrong token is 401, a method that does not exist 404", async () => {
    expect(await call("getMe", {}, "1:wrong")).toMatchObject({
      status: 401,
      body: { ok: false, description: "Unauthorized" },
    });
    expect(await call("flyToMars")).toMatchObject({ status: 404, body: { description: "Not Found" } });
  });

  test.each([
    [{ text: "" }, "Bad Request: message text is empty"],
    [{ text: "x".repeat(4097) }, "Bad Request: message is too long"],
    [{ text: "x", chat_id: 1 }, "Bad Request: chat not found"],
    [{ text: "x", reply_parameters: { message_id: 99 } }, "Bad Request: message to be replied not found"],
  ])("%j", async (fields, description) => {
    const zoe = bot.contact({ firstName: "Zoé" });
    zoe.start();
    expect(await call("sendMessage", { chat_id: zoe.id, ...fields })).toMatchObject({
      status: 400,
      body: { description },
    });
  });

  test("who has not started, or has blocked the bot, is written to by nobody", async () => {
    const zoe = bot.contact({ firstName: "Zoé" });
    const words = async () => (await call("sendMessage", { chat_id: zoe.id, text: "hi" })).body.description ?? "";
    expect(await words()).toBe("Forbidden: bot can't initiate conversation with a user");
    zoe.start();
    expect(await words()).toBe("");
    zoe.block();
    expect(await words()).toBe("Forbidden: bot was blocked by the user");
    zoe.unblock();
    expect(await words()).toBe("");
  });

  test("on demand: a limit, a refusal, and a call that is done without a word", async () => {
    const zoe = bot.contact({ firstName: "Zoé" });
    zoe.start();
    bot.misbehave("sendMessage", { type: "rate_limited", seconds: 7 });
    const limited = await call("sendMessage", { chat_id: zoe.id, text: "a" });
    expect(limited).toMatchObject({ status: 429, body: { parameters: { retry_after: 7 } } });
    bot.misbehave("sendMessage", { type: "done_but_silent" });
    await expect(call("sendMessage", { chat_id: zoe.id, text: "b" })).rejects.toThrow();
    expect(zoe.chat().map(({ text }) => text)).toEqual(["/start", "b"]);
    expect(bot.world.received.map(({ status }) => status)).toEqual([429, 200]);
  });

  test("what cannot be read ends nothing but its own connection", async () => {
    await expect(fetch(`${simulator.apiUrl}/file/bot1/%E0%A4%A`)).rejects.toThrow();
    const odd = await fetch(`${simulator.apiUrl}/bot${bot.token}/getMe`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{",
    });
    expect(odd.status).toBe(400);
    expect((await call("getMe")).status).toBe(200);
  });

  test("the same seed gives the same tokens; a new token closes the old one", async () => {
    const again = new TelegramSimulator({ seed: 3 });
    expect(again.addBot("Lamp Shop", "lamp_bot").token).toBe(bot.token);
    const renewed = simulator.renewToken(bot);
    expect((await call("getMe")).status).toBe(401);
    expect((await call("getMe", {}, renewed)).body.result).toMatchObject({ id: bot.id });
  });
});
