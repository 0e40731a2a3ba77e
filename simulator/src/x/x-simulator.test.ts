import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { XSimulator } from "./x-simulator.ts";
import type { Account } from "./x-world.ts";

let simulator: XSimulator;
let account: Account;
let house: Server;
let came: { body: string; signature: string }[];
/** What the house answers challenges with; undefined: it does not know the secret. */
let secret: string | undefined;
beforeEach(async () => {
  simulator = new XSimulator({ seed: 5, retryBaseMs: 10 });
  await simulator.start();
  account = simulator.addAccount("Lamp Shop", "lampshop");
  came = [];
  secret = simulator.world.consumerSecret;
  house = createServer((request, response) => {
    const token = new URL(request.url ?? "", "http://house").searchParams.get("crc_token");
    const answer = `sha256=${createHmac("sha256", secret ?? "no")
      .update(token ?? "")
      .digest("base64")}`;
    if (token !== null) return void response.writeHead(200).end(JSON.stringify({ response_token: answer }));
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const signature = String(request.headers["x-twitter-webhooks-signature"]);
      came.push({ body: Buffer.concat(chunks).toString("utf8"), signature });
      response.writeHead(came.length === 1 ? 500 : 200).end();
    });
  });
  await new Promise<void>((resolve) => house.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  await simulator.stop();
  house.closeAllConnections();
  house.close();
});

const encode = (value: string): string =>
  encodeURIComponent(value).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
let nonces = 0;

/** In the name of the account, signed by hand. */
function sign(
  method: string,
  url: string,
  changes: { nonce?: string; at?: number; tokenSecret?: string } = {},
): string {
  const { world } = simulator;
  nonces += 1;
  const { nonce = `n${nonces}`, at = Date.now(), tokenSecret = account.tokenSecret } = changes;
  const members = {
    ...{ oauth_consumer_key: world.consumerKey, oauth_nonce: nonce, oauth_signature_method: "HMAC-SHA1" },
    ...{ oauth_timestamp: String(Math.floor(at / 1000)), oauth_token: account.token, oauth_version: "1.0" },
  };
  const pairs = Object.entries(members).map(([name, value]) => `${name}=${encode(value)}`);
  const base = [method, url, pairs.sort().join("&")].map(encode).join("&");
  const signature = createHmac("sha1", `${world.consumerSecret}&${tokenSecret}`).update(base).digest("base64");
  const all = [...Object.entries(members), ["oauth_signature", signature]];
  return `OAuth ${all.map(([name = "", value = ""]) => `${name}="${encode(value)}"`).join(", ")}`;
}

async function call(method: string, path: string, body?: object, authorization?: string) {
  const url = `${simulator.apiUrl}${path}`;
  const answer = await fetch(url, {
    method,
    headers: { authorization: authorization ?? sign(method, url), "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: JSON.parse(await answer.text()), headers: answer.headers };
}
const asApp = async (method: string, path: string, body?: object) =>
  await call(method, path, body, `Bearer ${simulator.world.bearer}`);
const addressOf = (): string => {
  const address = house.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/webhooks/x/1`;
};

test("a signature is checked whole: another secret, an old clock and a nonce that was used open nothing", async () => {
  const url = `${simulator.apiUrl}/2/users/me`;
  expect((await call("GET", "/2/users/me")).body.data.username).toBe("lampshop");
  const once = sign("GET", url, { nonce: "once" });
  expect((await call("GET", "/2/users/me", undefined, once)).status).toBe(200);
  expect((await call("GET", "/2/users/me", undefined, once)).status).toBe(401);
  expect((await call("GET", "/2/users/me", undefined, sign("GET", url, { tokenSecret: "x" }))).status).toBe(401);
  expect((await call("GET", "/2/users/me", undefined, sign("GET", url, { at: Date.now() - 600_000 }))).status).toBe(
    401,
  );
  expect((await call("GET", "/2/users/me", undefined, sign("POST", url))).status).toBe(401);
  expect((await call("GET", "/2/users/me", undefined, "Bearer nonsense")).status).toBe(401);
});

test("nothing is delivered before the challenge is answered and the account subscribed; what is refused comes again", async () => {
  const zoe = simulator.person("Zoé", "zoem");
  secret = "another";
  const refused = await asApp("POST", "/2/webhooks", { url: addressOf() });
  expect([refused.status, refused.body.detail]).toEqual([400, expect.stringContaining("CrcValidationFailed")]);
  secret = simulator.world.consumerSecret;
  expect((await asApp("POST", "/2/webhooks", { url: "http://care.example/x" })).body.detail).toContain("UrlValidation");
  const made = await asApp("POST", "/2/webhooks", { url: addressOf() });
  expect(made.body.data).toMatchObject({ valid: true, url: addressOf() });
  zoe.post("@lampshop nobody listens");
  const path = `/2/account_activity/webhooks/${made.body.data.id}/subscriptions/all`;
  expect((await call("POST", path)).body).toEqual({ data: { subscribed: true } });
  expect((await call("POST", path)).body.detail).toContain("DuplicateSubscriptionFailed");
  zoe.post("@lampshop ä < 1 & see https://shop.example.com/a");
  await expect.poll(() => came).toHaveLength(2);
  expect(came[0]?.body).toBe(came[1]?.body);
  const [{ body, signature } = { body: "", signature: "" }] = came;
  expect(signature).toBe(
    `sha256=${createHmac("sha256", simulator.world.consumerSecret).update(body).digest("base64")}`,
  );
  expect(JSON.parse(body)).toMatchObject({
    for_user_id: account.person.id,
    tweet_create_events: [
      { text: expect.stringMatching(/^@lampshop ä &lt; 1 &amp; see https:\/\/t\.co\//), user: { screen_name: "zoem" } },
    ],
  });
});

test("posts have a weight, no twin, and something to answer; messages want somebody who takes them", async () => {
  const zoe = simulator.person("Zoé", "zoem");
  const post = zoe.post("@lampshop ?");
  const reply = { in_reply_to_tweet_id: post.id };
  expect((await call("POST", "/2/tweets", { text: "語".repeat(141), reply })).status).toBe(403);
  expect((await call("POST", "/2/tweets", { text: "語".repeat(140), reply })).status).toBe(201);
  expect((await call("POST", "/2/tweets", { text: "語".repeat(140), reply })).body.detail).toContain(
    "duplicate content",
  );
  expect((await call("POST", "/2/tweets", { text: "a", reply: { in_reply_to_tweet_id: "1" } })).status).toBe(404);
  const path = `/2/dm_conversations/with/${zoe.person.id}/messages`;
  expect((await call("POST", path, { text: "Hello" })).body.detail).toContain("permission to DM");
  zoe.write(account, "Hi");
  expect((await call("POST", path, { text: "Hello" })).status).toBe(201);
  expect((await call("POST", path, { text: "a".repeat(10_001) })).status).toBe(400);
});

test("limits are told with every answer, and end when they say", async () => {
  simulator.limits.limits.set("GET me", 2);
  const first = await call("GET", "/2/users/me");
  expect([first.headers.get("x-rate-limit-limit"), first.headers.get("x-rate-limit-remaining")]).toEqual(["2", "1"]);
  await call("GET", "/2/users/me");
  const third = await call("GET", "/2/users/me");
  expect(third.status).toBe(429);
  expect(Number(third.headers.get("x-rate-limit-reset")) * 1000).toBeGreaterThan(Date.now());
});
