import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type LineAccount, LineSimulator } from "./line-simulator.ts";
import type { LineEvent } from "./wire.ts";

let simulator: LineSimulator;
let account: LineAccount;
let receiver: Server;
/** Statuses to answer with, one after the other; 200 when none is left. */
let answers: number[];
let came: { readonly events: LineEvent[]; readonly isSigned: boolean }[];
beforeEach(async () => {
  [answers, came] = [[], []];
  simulator = new LineSimulator({ seed: 3, retryBaseMs: 10 });
  await simulator.start();
  account = simulator.addAccount("Lamp Shop", "@lampshop");
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks);
    const signature = createHmac("sha256", account.world.secret).update(body).digest("base64");
    came.push({
      events: JSON.parse(body.toString("utf8")).events,
      isSigned: request.headers["x-line-signature"] === signature,
    });
    response.writeHead(answers.shift() ?? 200).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  await simulator.stop();
  receiver.closeAllConnections();
  receiver.close();
});

async function call(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  const answer = await fetch(`${simulator.apiUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${account.world.token}`, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
}
const hook = async () => {
  const bound = receiver.address();
  const endpoint = `http://127.0.0.1:${typeof bound === "object" && bound !== null ? bound.port : 0}/hook`;
  return await call("PUT", "/v2/bot/channel/webhook/endpoint", { endpoint });
};
const hello = [{ type: "text", text: "Hello" }];

test("events leave signed, in order, and come again marked when they were refused", async () => {
  await hook();
  expect((await call("POST", "/v2/bot/channel/webhook/test", {})).body).toMatchObject({ success: true });
  expect(came.splice(0)).toMatchObject([{ events: [], isSigned: true }]);
  answers = [500];
  const yuki = account.contact("Yuki", "ja");
  yuki.write("一");
  yuki.write("二");
  await expect.poll(() => came.length).toBe(3);
  expect(came.every(({ isSigned }) => isSigned)).toBe(true);
  expect(came.map(({ events: [event] }) => [event?.message?.text, event?.deliveryContext.isRedelivery])).toEqual([
    ["一", false],
    ["一", true],
    ["二", false],
  ]);
  expect(came[0]?.events[0]?.webhookEventId).toBe(came[1]?.events[0]?.webhookEventId);
});

test("a reply token serves once; a retry key makes a push happen once", async () => {
  const yuki = account.contact("Yuki");
  yuki.write("hi");
  const replyToken = account.world.events.at(-1)?.replyToken;
  expect((await call("POST", "/v2/bot/message/reply", { replyToken, messages: hello })).status).toBe(200);
  expect(await call("POST", "/v2/bot/message/reply", { replyToken, messages: hello })).toMatchObject({
    status: 400,
    body: { message: "Invalid reply token" },
  });
  const pushed = { to: yuki.person.id, messages: hello };
  const key = { "x-line-retry-key": "01936f2e-7c1a-7b3c-8d4e-5f6071829304" };
  const first = await call("POST", "/v2/bot/message/push", pushed, key);
  expect(await call("POST", "/v2/bot/message/push", pushed, key)).toMatchObject({
    status: 409,
    body: { sentMessages: first.body.sentMessages },
  });
  expect(yuki.chat()).toHaveLength(3);
});

test("who blocked the account is answered as ever, and sees nothing; the month's limit is a 429 of its own", async () => {
  const yuki = account.contact("Yuki");
  yuki.unfollow();
  const pushed = { to: yuki.person.id, messages: hello };
  expect((await call("POST", "/v2/bot/message/push", pushed)).status).toBe(200);
  expect(yuki.chat()).toEqual([]);
  expect((await call("GET", `/v2/bot/profile/${yuki.person.id}`)).status).toBe(404);
  account.world.quota = { value: 1 };
  expect(await call("POST", "/v2/bot/message/push", pushed)).toMatchObject({
    status: 429,
    body: { message: "You have reached your monthly limit." },
  });
});

test("what LINE does not take is refused with what it is about; a wrong token opens nothing", async () => {
  const yuki = account.contact("Yuki");
  const push = async (messages: object[]) =>
    await call("POST", "/v2/bot/message/push", { to: yuki.person.id, messages });
  expect((await push([{ type: "text", text: "x".repeat(5001) }])).body.details).toEqual([
    { message: "Length must be between 0 and 5000", property: "messages[0].text" },
  ]);
  expect((await push([])).status).toBe(400);
  expect((await push([{ type: "image", originalContentUrl: "nowhere" }])).status).toBe(400);
  expect((await push([{ type: "file" }])).status).toBe(400);
  const other = await fetch(`${simulator.apiUrl}/v2/bot/info`, { headers: { authorization: "Bearer x" } });
  expect(other.status).toBe(401);
});
