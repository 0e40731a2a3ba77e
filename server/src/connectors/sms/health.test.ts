import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Health } from "../connector.ts";
import { createRecordingContext } from "../connector-bench.ts";
import { checkHealth, problemOfWebhook } from "./health.ts";
import { identifyAccount } from "./identify.ts";
import { openSmsBench, type SmsBench } from "./sms.test-kit.ts";
import { watchAccount } from "./watch.ts";
import { connectSender, disconnectSender, problemOfAddress } from "./webhook.ts";

const ours = "https://guichet.example/webhooks/sms/e-1";
let bench: SmsBench;
let context: ReturnType<typeof createRecordingContext>;
beforeEach(async () => {
  bench = await openSmsBench();
  context = createRecordingContext({ patient: true });
});
afterEach(async () => {
  await context.stop();
  await bench.simulator.stop();
});
const failedCheck = ({ checks }: Health) => checks.find((check) => !check.ok);

describe("W150 identifying", () => {
  const identify = async (settings: Record<string, unknown>, before = bench.channel()) =>
    await identifyAccount({ ...bench.channel().settings, ...settings }, before, context.ctx);

  test("account and sender are named by Twilio", async () => {
    expect(await identify({ authToken: bench.account.token })).toMatchObject({
      ok: true,
      settings: { account: { name: "Lamp Shop", senderName: "Care line", senderSid: bench.sender.sid } },
    });
  });

  test("what does not fit is refused at its field", async () => {
    const authToken = bench.account.token;
    const refused = (path: string) => ({ ok: false, code: "account_refused", path });
    const unknown = (path: string) => ({ ok: false, code: "account_not_found", path });
    expect(await identify({ authToken: "a wrong token of thirty-two letters" })).toEqual(refused("authToken"));
    expect(await identify({ authToken, accountSid: `AC${"0".repeat(32)}` })).toEqual(refused("authToken"));
    expect(await identify({ authToken, sender: "+14155550199" })).toEqual(unknown("sender"));
    expect(await identify({ authToken, sender: `MG${"0".repeat(32)}` })).toEqual(unknown("sender"));
    expect(await identify({ authToken, sender: "12345" })).toEqual(unknown("sender"));
    const key = { apiKeySid: `SK${"0".repeat(32)}`, apiKeySecret: "a-secret-of-some-length" };
    expect(await identify({ authToken, ...key })).toEqual(refused("apiKeySecret"));
    expect(await identify({ authToken, apiUrl: "http://127.0.0.1:9" })).toMatchObject({
      code: "account_unreachable",
      path: "apiUrl",
    });
    bench.sender.canSms = false;
    expect(await identify({ authToken })).toEqual(unknown("sender"));
    bench.account.status = "suspended";
    expect(await identify({ authToken })).toEqual(unknown("accountSid"));
  });

  test("S46 a stored secret serves the same account at the same place alone", async () => {
    expect(await identify({ authToken: null })).toMatchObject({ ok: true });
    const needed = { ok: false, code: "account_secret_needed", path: "authToken" };
    expect(
      await identify({ authToken: null, apiUrl: bench.simulator.apiUrl.replace("127.0.0.1", "localhost") }),
    ).toEqual(needed);
    expect(await identify({ authToken: null, accountSid: `AC${"0".repeat(32)}` })).toEqual(needed);
    expect(await identify({ authToken: null, apiKeySid: `SK${"0".repeat(32)}` })).toMatchObject({
      path: "apiKeySecret",
    });
  });

  test("a short code, a Messaging Service, and a name that has nothing to look up", async () => {
    bench.account.addSender("short_code", "12345", "Short");
    const service = bench.account.addSender("service", "", "Service", ["+14155550100"]);
    for (const [sender, senderName] of [
      ["12345", "Short"],
      [service.sid, "Service"],
      ["LUMEN", "LUMEN"],
    ])
      expect(await identify({ sender })).toMatchObject({ ok: true, settings: { account: { senderName } } });
  });
});

describe("connecting", () => {
  test("the number is told where to deliver, also in case of a failure; then all is well, until it leaves", async () => {
    bench.sender.applicationSid = `AP${"1".repeat(32)}`;
    bench.sender.method = "GET";
    expect(await connectSender(bench.channel(), context.ctx)).toMatchObject({ state: "ok" });
    expect(bench.sender).toMatchObject({ url: ours, method: "POST", fallbackUrl: ours, applicationSid: "" });
    await disconnectSender(bench.channel(), context.ctx);
    expect(bench.sender).toMatchObject({ url: "", fallbackUrl: "" });
  });

  test("a short code and a Messaging Service alike", async () => {
    const code = bench.account.addSender("short_code", "12345", "Short");
    const service = bench.account.addSender("service", "", "Service", ["+14155550100"]);
    service.useNumbersWebhook = true;
    for (const sender of [code, service]) {
      const channel = bench.channel({ sender: sender.address });
      expect(await connectSender(channel, context.ctx)).toMatchObject({ state: "ok" });
      expect(sender).toMatchObject({ url: ours, fallbackUrl: ours, useNumbersWebhook: false });
    }
  });

  test("an address that somebody else has put there stays when the channel goes", async () => {
    bench.sender.url = "https://elsewhere.example/hook";
    await disconnectSender(bench.channel(), context.ctx);
    expect(bench.sender.url).toBe("https://elsewhere.example/hook");
  });

  test.each([
    ["https://guichet.example", "https://api.twilio.com", undefined],
    ["http://guichet.example:3000", "https://api.twilio.com", undefined],
    ["http://localhost:3000", "https://api.twilio.com", /PUBLIC_URL.*localhost:3000/],
    ["http://192.168.1.5", "https://api.twilio.com", /internet/],
    ["http://172.20.0.5", "https://api.twilio.com", /internet/],
    ["http://[::1]:3000", "https://api.twilio.com", /internet/],
    ["http://guichet", "https://api.twilio.com", /internet/],
    ["https://[2a00:1450:4001::1]", "https://api.twilio.com", undefined],
    ["http://127.0.0.1:3000", "http://127.0.0.1:8092", undefined],
  ])("%s and %s", (publicUrl, apiUrl, problem) => {
    const found = problemOfAddress(publicUrl, apiUrl);
    if (problem === undefined) expect(found).toBeUndefined();
    else expect(found).toMatch(problem);
  });

  test("S41 what is told holds no secret", async () => {
    bench.account.status = "closed";
    const health = await checkHealth(bench.channel(), context.ctx);
    expect(health).toMatchObject({ state: "needs_reconnection", checks: [{ name: "account", ok: false }] });
    expect(failedCheck(health)?.detail).toMatch(/closed/);
    expect(`${context.logged()}${JSON.stringify(health)}`).not.toContain(bench.account.token);
  });
});

describe("health", () => {
  test.each([
    ["all is well", { url: ours, method: "POST" }, undefined],
    ["with Twilio's own overrides behind it", { url: `${ours}#rc=3`, method: "POST" }, undefined],
    ["no address", { url: "", method: "POST" }, /no address/],
    ["another address", { url: `${ours}2`, method: "POST" }, /another address/],
    ["with GET", { url: ours, method: "GET" }, /POST/],
  ])("%s", (_title, sender, problem) => {
    const found = problemOfWebhook(sender, ours);
    if (problem === undefined) expect(found).toBeUndefined();
    else expect(found).toMatch(problem);
  });

  test("a token that was renewed, a sender that is gone, an API that is away", async () => {
    bench.sender.url = ours;
    const channel = bench.channel();
    expect(await checkHealth(channel, context.ctx)).toMatchObject({ state: "ok" });
    bench.account.senders.length = 0;
    expect(await checkHealth(channel, context.ctx)).toMatchObject({
      state: "needs_reconnection",
      checks: [{ ok: true }, { name: "sender", ok: false }],
    });
    bench.simulator.renewToken(bench.account);
    expect(await checkHealth(channel, context.ctx)).toMatchObject({
      state: "needs_reconnection",
      checks: [{ name: "account", ok: false }],
    });
    const away = bench.channel({ apiUrl: "http://127.0.0.1:9" });
    expect(await checkHealth(away, context.ctx)).toMatchObject({ state: "degraded" });
  });

  test("a name that cannot be answered has nowhere to deliver to", async () => {
    expect(await connectSender(bench.channel({ sender: "LUMEN" }), context.ctx)).toMatchObject({ state: "ok" });
  });
});

test("I15 the account is asked from time to time, until the channel goes", async () => {
  const found: string[] = [];
  await connectSender(bench.channel(), context.ctx);
  const accept = () => Promise.resolve("stored" as const);
  const report = ({ state }: Health) => void found.push(state);
  const watching = watchAccount(bench.channel(), accept, report, context.ctx, { firstMs: 5, everyMs: 5 });
  await expect.poll(() => found).toContain("ok");
  bench.sender.url = "https://elsewhere.example/";
  await expect.poll(() => found).toContain("needs_reconnection");
  await context.stop();
  await watching;
});
