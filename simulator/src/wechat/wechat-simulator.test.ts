import { createDecipheriv } from "node:crypto";
import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sign } from "./sign.ts";
import { type WechatAccount, WechatSimulator } from "./wechat-simulator.ts";

const TOKEN = "theTokenOfGuichet";
let simulator: WechatSimulator;
let account: WechatAccount;
let now = 0;
let receiver: Server;
/** What is answered, one after the other; `success` when none is left. A handshake is given back what it asks. */
let answers: { readonly status: number; readonly body?: string }[];
let came: { readonly body: string; readonly query: URLSearchParams }[];
beforeEach(async () => {
  [answers, came] = [[], []];
  now = Date.parse("2026-11-22T16:00:00Z");
  simulator = new WechatSimulator({ seed: 3, retryBaseMs: 10, now: () => now });
  await simulator.start();
  account = simulator.addAccount("Lamp Shop");
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const query = new URL(request.url ?? "/", "http://receiver").searchParams;
    came.push({ body: Buffer.concat(chunks).toString("utf8"), query });
    const { status, body = query.get("echostr") ?? "success" } = answers.shift() ?? { status: 200 };
    response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  await simulator.stop();
  receiver.closeAllConnections();
  receiver.close();
});

const enter = async (mode: "plain" | "encrypted" = "plain") => {
  const bound = receiver.address();
  const port = typeof bound === "object" && bound !== null ? bound.port : 0;
  return await account.world.enterServer({ url: `http://127.0.0.1:${port}/hook`, token: TOKEN, mode });
};
const tokenOf = async (secret = account.world.secret, force = false) => {
  const body = { grant_type: "client_credential", appid: account.world.appId, secret, force_refresh: force };
  const answer = await fetch(`${simulator.apiUrl}/cgi-bin/stable_token`, {
    method: "POST",
    body: JSON.stringify(body),
  });
  return await answer.json();
};
const call = async (path: string, token: string, body?: object) => {
  const url = `${simulator.apiUrl}/cgi-bin/${path}?access_token=${token}`;
  const answer = await fetch(url, body === undefined ? {} : { method: "POST", body: JSON.stringify(body) });
  return { http: answer.status, ...(await answer.json()) };
};
const isSigned = (query: URLSearchParams) =>
  query.get("signature") === sign([TOKEN, query.get("timestamp") ?? "", query.get("nonce") ?? ""]);

test("an address that does not give back what it is asked is not taken, and nothing is delivered there", async () => {
  answers = [{ status: 200, body: "success" }];
  expect(await enter()).toMatch(/could not be verified/);
  account.contact("Li").write("hi");
  expect(await enter()).toBeUndefined();
  expect(came).toHaveLength(2);
  expect(came.every(({ query }) => isSigned(query) && query.has("echostr"))).toBe(true);
});

test("a message is XML with an id of 64 bits; what is not taken comes three times, then the contact hears of it", async () => {
  await enter();
  answers = [{ status: 500 }, { status: 200, body: '{"ok":true}' }];
  const li = account.contact("Li");
  const said = li.write("a ]]> b");
  await expect.poll(() => came.length).toBe(4);
  expect(came[1]?.body).toBe(came[3]?.body);
  expect(came[3]?.body).toContain(`<MsgId>${said.id}</MsgId>`);
  expect(came[3]?.body).toContain("<![CDATA[a ]]]]><![CDATA[> b]]>");
  expect([said.id > 2n ** 53n, said.lost]).toEqual([true, false]);
  answers = [{ status: 401 }, { status: 401 }, { status: 401 }];
  const lost = li.write("lost");
  await expect.poll(() => lost.lost).toBe(true);
  expect(came).toHaveLength(7);
});

test("encrypted, the signature covers what is encrypted, which ends with the AppID", async () => {
  await enter("encrypted");
  account.contact("Li").write("你好");
  await expect.poll(() => came.length).toBe(2);
  const [, { body, query } = { body: "", query: new URLSearchParams() }] = came;
  const encrypted = /<Encrypt><!\[CDATA\[(.*)\]\]>/.exec(body)?.[1] ?? "";
  const parts = [TOKEN, query.get("timestamp") ?? "", query.get("nonce") ?? "", encrypted];
  expect([query.get("encrypt_type"), query.get("msg_signature")]).toEqual(["aes", sign(parts)]);
  expect(body).not.toContain("FromUserName");
  const key = Buffer.from(`${account.world.aesKey}=`, "base64");
  const machine = createDecipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  const plain = Buffer.concat([machine.update(encrypted, "base64"), machine.final()]);
  const end = 20 + plain.readUInt32BE(16);
  expect(plain.subarray(20, end).toString()).toContain("<Content><![CDATA[你好]]></Content>");
  expect(plain.subarray(end).toString()).toContain(account.world.appId);
});

test("one token is good for two hours, the next one comes before it ends; forcing ends it", async () => {
  const { access_token: first, expires_in: seconds } = await tokenOf();
  expect(seconds).toBe(7200);
  expect((await tokenOf()).access_token).toBe(first);
  now += 6_950_000;
  const { access_token: second } = await tokenOf();
  expect(second).not.toBe(first);
  expect(await call("get_api_domain_ip", first)).toHaveProperty("ip_list");
  now += 251_000;
  expect(await call("get_api_domain_ip", first)).toMatchObject({ http: 200, errcode: 42001 });
  const { access_token: forced } = await tokenOf(account.world.secret, true);
  expect(await call("get_api_domain_ip", second)).toMatchObject({ errcode: 40001 });
  expect(await call("get_api_domain_ip", forced)).toHaveProperty("ip_list");
  expect(await tokenOf("wrong")).toMatchObject({ errcode: 40125 });
  account.misbehave("stable_token", {
    type: "refused",
    errcode: 89503,
    errmsg: "needs the administrator's confirmation",
  });
  expect(await tokenOf()).toMatchObject({ errcode: 89503 });
  expect(await call("get_api_domain_ip", "")).toMatchObject({ errcode: 41001 });
});

test("the day's calls are used up until midnight in China; tokens are given all the same", async () => {
  now = Date.parse("2026-11-22T15:59:59Z");
  account.world.day.useUp(now);
  const { access_token: token } = await tokenOf();
  expect(await call("get_api_domain_ip", token)).toMatchObject({ http: 200, errcode: 45009 });
  now += 1000;
  expect(await call("get_api_domain_ip", token)).toHaveProperty("ip_list");
});

test("every refusal is HTTP 200 with a code: windows and their count, bytes, media, who follows", async () => {
  const { access_token: token } = await tokenOf();
  const li = account.contact("Li");
  const send = async (more: object = {}) => {
    const body = { touser: li.person.openid, msgtype: "text", text: { content: "x" }, ...more };
    return (await call("message/custom/send", token, body)).errcode;
  };
  expect(await send()).toBe(45015);
  li.press("HELP");
  expect([await send(), await send(), await send(), await send()]).toEqual([0, 0, 0, 45047]);
  now += 61_000;
  expect(await send()).toBe(45015);
  li.write("hi");
  now += 47 * 3_600_000;
  account.tokens.expire();
  expect(await send()).toBe(40001);
});

test("what is wrong with a message is found before it counts", async () => {
  const { access_token: token } = await tokenOf();
  const li = account.contact("Li");
  li.write("hi");
  const send = async (more: object) => {
    const body = { touser: li.person.openid, msgtype: "text", text: { content: "x" }, ...more };
    return (await call("message/custom/send", token, body)).errcode;
  };
  expect(await send({ touser: "nobody" })).toBe(40003);
  expect(await send({ text: { content: "é".repeat(1025) } })).toBe(45002);
  expect(await send({ text: { content: "" } })).toBe(44004);
  expect(await send({ msgtype: "image", image: { media_id: "none" } })).toBe(40007);
  expect(await send({ msgtype: "fax" })).toBe(40008);
  for (const _ of [1, 2, 3, 4, 5]) expect(await send({})).toBe(0);
  li.unfollow();
  expect(await send({})).toBe(43004);
});

test("whoever writes escapes shows them to the contact", async () => {
  const { access_token: token } = await tokenOf();
  const li = account.contact("Li");
  li.write("hi");
  const url = `${simulator.apiUrl}/cgi-bin/message/custom/send?access_token=${token}`;
  const body = `{"touser":"${li.person.openid}","msgtype":"text","text":{"content":"\\u00e9 \\" é"}}`;
  expect(await (await fetch(url, { method: "POST", body })).json()).toMatchObject({ errcode: 0 });
  expect(li.chat().at(-1)?.content.content).toBe('\\u00e9 " é');
});
