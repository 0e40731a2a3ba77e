import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ViberBot, ViberSimulator } from "./viber-simulator.ts";

let simulator: ViberSimulator;
let bot: ViberBot;
let receiver: Server;
/** What is answered, one after the other; 200 and nothing when none is left. */
let answers: { readonly status: number; readonly body?: string }[];
let came: { readonly body: string; readonly isSigned: boolean }[];
beforeEach(async () => {
  [answers, came] = [[], []];
  simulator = new ViberSimulator({ seed: 3, retryBaseMs: 10 });
  await simulator.start();
  bot = simulator.addBot("Lamp Shop", "lampshop");
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks);
    const signature = createHmac("sha256", bot.world.token).update(body).digest("hex");
    came.push({ body: body.toString("utf8"), isSigned: request.headers["x-viber-content-signature"] === signature });
    const { status, body: said = "" } = answers.shift() ?? { status: 200 };
    response.writeHead(status).end(said);
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  await simulator.stop();
  receiver.closeAllConnections();
  receiver.close();
});

async function call(method: string, body: object, token = bot.world.token) {
  const headers = { "x-viber-auth-token": token };
  const answer = await fetch(`${simulator.apiUrl}/pa/${method}`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  return { http: answer.status, text, ...JSON.parse(text) };
}
const hook = async () => {
  const bound = receiver.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : 0;
  return await call("set_webhook", { url: `http://127.0.0.1:${port}/hook` });
};
const sender = { name: "Lumen" };

test("an address that does not answer the call is not taken, and nothing is delivered there", async () => {
  answers = [{ status: 404 }];
  expect(await hook()).toMatchObject({ http: 200, status: 1 });
  const elena = bot.contact("Elena");
  elena.write("hi");
  expect(await hook()).toMatchObject({ status: 0 });
  expect(came.map(({ body, isSigned }) => [JSON.parse(body).event, isSigned])).toEqual([
    ["webhook", true],
    ["webhook", true],
  ]);
});

test("tokens have 64 bits and are written as numbers; what is refused comes again", async () => {
  await hook();
  answers = [{ status: 500 }];
  const elena = bot.contact("Elena");
  const { token } = elena.write("здравей");
  await expect.poll(() => came.length).toBe(3);
  expect(came[1]?.body).toBe(came[2]?.body);
  expect(came[2]?.body).toContain(`"message_token":${token},`);
  expect(token > 2n ** 53n).toBe(true);
  const sent = await call("send_message", { receiver: elena.person.id, sender, type: "text", text: "x" });
  expect(sent.text).toMatch(/"message_token":\d{19}/);
});

test("every refusal is HTTP 200 with a status", async () => {
  const elena = bot.contact("Elena");
  const send = async (more: object) =>
    (await call("send_message", { receiver: elena.person.id, sender, type: "text", text: "x", ...more })).status;
  expect(await send({})).toBe(10);
  await hook();
  expect(await send({})).toBe(6);
  elena.subscribe();
  expect(await send({})).toBe(0);
  expect(await send({ receiver: "nobody" })).toBe(5);
  expect(await send({ text: "" })).toBe(4);
  expect(await send({ text: "x".repeat(7001) })).toBe(3);
  expect(await send({ sender: { name: "x".repeat(29) } })).toBe(3);
  expect(await send({ type: "file", media: "http://a.example/f", size: 1 })).toBe(4);
  expect((await call("send_message", {}, "wrong")).status).toBe(2);
});

test("the answer to conversation_started is the welcome; seen is told once for each message", async () => {
  await hook();
  answers = [{ status: 200, body: '{"type":"text","text":"Welcome"}' }];
  const elena = bot.contact("Elena");
  elena.open("spring");
  await expect.poll(() => elena.chat().map(({ content }) => content.text)).toEqual(["Welcome"]);
  elena.see();
  elena.see();
  await expect
    .poll(() => came.map(({ body }) => JSON.parse(body).event))
    .toEqual([...["webhook", "conversation_started", "seen"]]);
});
