import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type XSettings, xSettings } from "@guichet/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { XSimulator } from "../../../../simulator/src/x/x-simulator.ts";
import type { Account } from "../../../../simulator/src/x/x-world.ts";
import type { ChannelForConnector, Health } from "../connector.ts";
import { createRecordingContext, type RecordingContext } from "../connector-bench.ts";
import { checkHealth } from "./health.ts";
import { identifyAccount } from "./identify.ts";
import { verifyDelivery } from "./verify.ts";
import { watchAccount } from "./watch.ts";
import { connectAccount, disconnectAccount, problemOfAddress } from "./webhook.ts";

let simulator: XSimulator;
let account: Account;
let context: RecordingContext;
let house: Server;
let secret: string;
beforeEach(async () => {
  simulator = new XSimulator({ seed: 3 });
  await simulator.start();
  account = simulator.addAccount("Lamp Shop", "lampshop");
  secret = simulator.world.consumerSecret;
  // Answers the challenge as the product does.
  house = createServer((request, response) => {
    const query = Object.fromEntries(new URL(request.url ?? "", "http://house").searchParams);
    const base = { url: "", path: "", headers: {}, body: new Uint8Array(), receivedAt: 0 };
    const verdict = verifyDelivery(
      { ...base, method: "GET", query },
      { id: "e", secrets: { consumerSecret: [secret] } },
    );
    if (verdict.ok && "reply" in verdict) response.writeHead(200).end(verdict.reply.body);
    else response.writeHead(403).end();
  });
  await new Promise<void>((resolve) => house.listen(0, "127.0.0.1", resolve));
  const recording = createRecordingContext({ patient: true });
  const publicUrl = `http://127.0.0.1:${(house.address() as AddressInfo).port}`;
  context = { ...recording, ctx: { ...recording.ctx, publicUrl } };
});
afterEach(async () => {
  await context.stop();
  house.closeAllConnections();
  house.close();
  await simulator.stop();
});

function settingsOf(changes: object = {}): XSettings {
  const { consumerKey, consumerSecret } = simulator.world;
  const { token: accessToken, tokenSecret: accessTokenSecret } = account;
  return xSettings.parse({
    consumerKey,
    consumerSecret,
    accessToken,
    accessTokenSecret,
    apiUrl: simulator.apiUrl,
    ...changes,
  });
}
function channelOf(): ChannelForConnector<XSettings> {
  return {
    ...{ id: "channel-1", organizationId: "organization-1", endpointId: "endpoint-1", platform: "x", name: "Lamps" },
    externalId: account.person.id,
    settings: settingsOf(),
    secrets: { accessToken: account.token, accessTokenSecret: account.tokenSecret },
    endpointSecrets: { consumerSecret: [simulator.world.consumerSecret] },
  };
}
const wrong = ({ state, checks }: Health) => [state, ...checks.filter(({ ok }) => !ok).map(({ name }) => name)];

describe("W154 whose account", () => {
  test("the app's secret and the token are proved, each at its own field", async () => {
    const found = await identifyAccount(settingsOf(), undefined, context.ctx);
    expect(found).toMatchObject({ ok: true, settings: { account: { id: account.person.id, handle: "lampshop" } } });
    const refused = { ok: false, code: "account_refused" };
    const badSecret = settingsOf({ consumerSecret: "x".repeat(40) });
    expect(await identifyAccount(badSecret, undefined, context.ctx)).toEqual({ ...refused, path: "consumerSecret" });
    const badToken = settingsOf({ accessTokenSecret: "x".repeat(40) });
    expect(await identifyAccount(badToken, undefined, context.ctx)).toEqual({ ...refused, path: "accessToken" });
    const nobody = settingsOf({ apiUrl: "http://127.0.0.1:9" });
    expect(await identifyAccount(nobody, undefined, context.ctx)).toMatchObject({
      code: "account_unreachable",
      path: "apiUrl",
    });
  });

  test("stored secrets go to no other address and no other app", async () => {
    const none = { consumerSecret: null, accessToken: null, accessTokenSecret: null };
    expect(await identifyAccount(settingsOf(none), channelOf(), context.ctx)).toMatchObject({ ok: true });
    const needed = { ok: false, code: "account_secret_needed", path: "consumerSecret" };
    const elsewhere = settingsOf({ ...none, apiUrl: "http://127.0.0.1:9" });
    expect(await identifyAccount(elsewhere, channelOf(), context.ctx)).toEqual(needed);
    const otherApp = settingsOf({ ...none, consumerKey: "anotherConsumerKey01" });
    expect(await identifyAccount(otherApp, channelOf(), context.ctx)).toEqual(needed);
  });
});

describe("W162 whether X delivers", () => {
  test("connecting places the address, answers the challenge and subscribes; twice does no harm", async () => {
    for (const _ of [1, 2]) {
      const health = await connectAccount(channelOf(), context.ctx);
      expect(health.state).toBe("ok");
      expect(health.checks.map(({ name }) => name)).toEqual(["access", "webhook", "subscription", "quota"]);
    }
    expect(simulator.world.webhooks).toHaveLength(1);
    expect(account.subscribed).toBe(true);
  });

  test("an address that X no longer believes is asked again", async () => {
    await connectAccount(channelOf(), context.ctx);
    const [webhook] = simulator.world.webhooks;
    if (webhook !== undefined) webhook.valid = false;
    expect(wrong(await checkHealth(channelOf(), context.ctx))).toEqual(["needs_reconnection", "webhook"]);
    expect((await connectAccount(channelOf(), context.ctx)).state).toBe("ok");
    expect(webhook?.valid).toBe(true);
  });

  test("a challenge that is answered with another secret comes to nothing, and X's words say why", async () => {
    secret = "another secret";
    const health = await connectAccount(channelOf(), context.ctx);
    expect(wrong(health)).toEqual(["needs_reconnection", "webhook"]);
    expect(health.checks[0]?.detail).toMatch(/Crc/);
  });

  test("an app that delivers elsewhere is left as it is", async () => {
    simulator.world.webhooks.push({ id: "1", url: "https://elsewhere.example/x", valid: true });
    const health = await connectAccount(channelOf(), context.ctx);
    expect(wrong(health)).toEqual(["needs_reconnection", "webhook"]);
    expect(health.checks[0]?.detail).toMatch(/has its webhook already/);
    expect(simulator.world.webhooks.map(({ url }) => url)).toEqual(["https://elsewhere.example/x"]);
  });

  test("a lost subscription, a revoked token, an account that is another, and X's trouble are told apart", async () => {
    await connectAccount(channelOf(), context.ctx);
    account.subscribed = false;
    expect(wrong(await checkHealth(channelOf(), context.ctx))).toEqual(["needs_reconnection", "subscription"]);
    const other = { ...channelOf(), externalId: "1" };
    expect(wrong(await checkHealth(other, context.ctx))).toEqual(["needs_reconnection", "access"]);
    simulator.world.misbehave("GET /2/webhooks", { type: "html_502" });
    expect(wrong(await checkHealth(channelOf(), context.ctx))).toEqual(["degraded", "webhook"]);
    const before = channelOf();
    simulator.revoke(account);
    expect(wrong(await checkHealth(before, context.ctx))).toEqual(["needs_reconnection", "access"]);
  });

  test("the watch puts back a subscription that was lost, and asks for what was missed", async () => {
    await connectAccount(channelOf(), context.ctx);
    account.subscribed = false;
    const keys: string[] = [];
    const stop = new AbortController();
    const reported = await new Promise<Health>((resolve) => {
      const ctx = { ...context.ctx, signal: AbortSignal.any([stop.signal, context.ctx.signal]) };
      const accept = (found: { key: string }) =>
        Promise.resolve(keys.push(found.key) > 0 ? "stored" : "seen_before") as never;
      void watchAccount(channelOf(), accept, resolve, ctx, { everyMs: 30, healthEvery: 1 });
      setTimeout(() => simulator.person("Zoé", "zoem").post("@lampshop still there?"), 10);
    });
    expect(reported.state).toBe("ok");
    expect(account.subscribed).toBe(true);
    await expect.poll(() => keys).toHaveLength(1);
    stop.abort();
  });

  test("leaving takes the address away, unless another account of the app is delivered there", async () => {
    await connectAccount(channelOf(), context.ctx);
    await disconnectAccount(channelOf(), context.ctx, [channelOf()]);
    expect([simulator.world.webhooks.length, account.subscribed]).toEqual([1, false]);
    await connectAccount(channelOf(), context.ctx);
    await disconnectAccount(channelOf(), context.ctx, []);
    expect([simulator.world.webhooks.length, account.subscribed]).toEqual([0, false]);
  });

  test("X's own servers take https without a port alone", () => {
    expect(problemOfAddress("https://care.example", "https://api.x.com")).toBeUndefined();
    for (const url of ["http://care.example", "https://care.example:8443"])
      expect(problemOfAddress(url, "https://api.x.com")).toMatch(/https addresses without a port/);
    expect(problemOfAddress("http://127.0.0.1:3000", "http://127.0.0.1:8099")).toBeUndefined();
  });
});
