import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Account } from "./account.ts";
import { createPhone, type Phone } from "./phone.ts";
import { sign } from "./sign.ts";
import { TwilioSimulator } from "./twilio-simulator.ts";
import type { Sender } from "./wire.ts";

let simulator: TwilioSimulator;
let account: Account;
let sender: Sender;
let zoe: Phone;
let receiver: Server;
let came: { path: string; params: URLSearchParams; signature: string }[];
/** What is answered, one after the other; an empty TwiML when none is left. */
let answers: { status: number; type: string; body: string }[];
let address: string;
beforeEach(async () => {
  [came, answers] = [[], []];
  simulator = new TwilioSimulator({ seed: 3, stepMs: 2 });
  await simulator.start();
  account = simulator.addAccount("Lamp Shop");
  sender = account.addSender("number", "+14155550100", "Lamp Shop");
  zoe = createPhone(account, sender, "+33612345678", "Zoé", simulator.apiUrl);
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const params = new URLSearchParams(Buffer.concat(chunks).toString());
    came.push({ path: request.url ?? "", params, signature: String(request.headers["x-twilio-signature"]) });
    const { status, type, body } = answers.shift() ?? { status: 200, type: "text/xml", body: "<Response/>" };
    response.writeHead(status, { "content-type": type }).end(body);
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const bound = receiver.address();
  address = `http://127.0.0.1:${typeof bound === "object" && bound !== null ? bound.port : 0}`;
  sender.url = `${address}/hook`;
});
afterEach(async () => {
  await simulator.stop();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});

async function call(path: string, form?: Record<string, string>, password = account.token) {
  const answer = await fetch(`${simulator.apiUrl}/2010-04-01/Accounts/${account.sid}${path}`, {
    method: form === undefined ? "GET" : "POST",
    headers: { authorization: `Basic ${btoa(`${account.sid}:${password}`)}` },
    ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    redirect: "manual",
  });
  return { status: answer.status, body: JSON.parse(await answer.text()) as Record<string, unknown> };
}
const send = async (form: Record<string, string>) =>
  await call("/Messages.json", { To: zoe.number, From: sender.address, ...form });

describe("delivering", () => {
  test("what a contact writes is posted, signed over the address and every parameter", async () => {
    await zoe.write("Bonjour é &");
    const [{ params, signature } = { params: new URLSearchParams(), signature: "" }] = came;
    expect(params.get("Body")).toBe("Bonjour é &");
    expect(signature).toBe(sign(account.token, sender.url, params));
    expect(signature).not.toBe(sign("another", sender.url, params));
  });

  test("what is refused comes once more at the fallback, and then it is lost", async () => {
    sender.fallbackUrl = `${address}/fallback`;
    answers = [{ status: 503, type: "text/html", body: "" }];
    await zoe.write("One");
    expect(came.map(({ path }) => path)).toEqual(["/hook", "/fallback"]);
    expect(came[1]?.params.get("ErrorCode")).toBe("11200");
    answers = Array.from({ length: 2 }, () => ({ status: 503, type: "text/html", body: "" }));
    await zoe.write("Two");
    expect(came).toHaveLength(4);
  });

  test("plain text that is answered is read by the contact, TwiML without a message is not", async () => {
    answers = [{ status: 200, type: "text/plain", body: "ok" }];
    await zoe.write("One");
    await zoe.write("Two");
    expect(zoe.chat().map(({ body }) => body)).toEqual(["One", "ok", "Two"]);
  });
});

describe("sending", () => {
  test("states are told one after the other, to the address that was given", async () => {
    const { status, body } = await send({ Body: "Hi", StatusCallback: `${address}/statuses` });
    expect([status, body.status, body.direction]).toEqual([201, "queued", "outbound-api"]);
    await expect
      .poll(() => came.map(({ params }) => params.get("MessageStatus")))
      .toEqual(["queued", "sent", "delivered"]);
    expect(zoe.chat()).toHaveLength(1);
  });

  test.each([
    [{ Body: "" }, 21619],
    [{ Body: "x".repeat(1601) }, 21617],
    [{ Body: "x", To: "12" }, 21211],
    [{ Body: "x", From: "+14155550199" }, 21659],
    [{ Body: "x", StatusCallback: "nowhere" }, 21609],
  ])("%j is refused with %i", async (form, code) => {
    expect((await send(form)).body.code).toBe(code);
  });

  test("after STOP nothing is sent, and after START again", async () => {
    await zoe.write("stop");
    expect((await send({ Body: "Hi" })).body.code).toBe(21610);
    await zoe.write("START");
    expect((await send({ Body: "Hi" })).status).toBe(201);
  });
});

describe("asking", () => {
  test("a wrong token is 401, a key may not ask about the account", async () => {
    expect(await call(".json", undefined, "wrong")).toMatchObject({ status: 401, body: { code: 20003 } });
    expect(await call(".json")).toMatchObject({ status: 200, body: { status: "active" } });
  });

  test("messages are listed the newest first, in pages", async () => {
    for (const text of ["One", "Two", "Three"]) await zoe.write(text);
    const { body } = await call("/Messages.json?PageSize=2");
    const bodies = (page: Record<string, unknown>) => (page.messages as { body: string }[]).map((one) => one.body);
    expect(bodies(body)).toEqual(["Three", "Two"]);
    const next = String(body.next_page_uri).replace(`/2010-04-01/Accounts/${account.sid}`, "");
    expect(bodies((await call(next)).body)).toEqual(["One"]);
  });
});
