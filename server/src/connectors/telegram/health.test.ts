import { telegramSettings } from "@guichet/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Bot, TelegramSimulator } from "../../../../simulator/src/telegram/telegram-simulator.ts";
import type { Health } from "../connector.ts";
import { createRecordingContext } from "../connector-bench.ts";
import { watchEvery } from "../watch-every.ts";
import { checkHealth, judgeWebhook } from "./health.ts";
import { connectBot, disconnectBot, problemOfAddress } from "./webhook.ts";

let simulator: TelegramSimulator;
let bot: Bot;
let context: ReturnType<typeof createRecordingContext>;
beforeEach(async () => {
  simulator = new TelegramSimulator();
  await simulator.start();
  bot = simulator.addBot("Lamp Shop", "lamp_bot");
  context = createRecordingContext({ patient: true });
});
afterEach(async () => {
  await context.stop();
  await simulator.stop();
});

const channel = (token = bot.token, externalId = String(bot.id)) => ({
  ...{
    id: "channel",
    organizationId: "o",
    endpointId: "e-1",
    platform: "telegram" as const,
    externalId,
    name: "Lamps",
  },
  settings: telegramSettings.parse({ apiUrl: simulator.apiUrl, fileUrl: simulator.fileUrl }),
  secrets: { token },
  endpointSecrets: { webhook: ["new-secret", "old-secret"] },
});
const failedCheck = ({ checks }: Health) => checks.find((check) => !check.ok);

describe("connecting", () => {
  test("the newest secret is told, with our address and the kinds we hear of; then all is well", async () => {
    expect(await connectBot(channel(), context.ctx)).toMatchObject({ state: "ok" });
    expect(bot.world.webhook).toMatchObject({
      url: "https://guichet.example/webhooks/telegram/e-1",
      secret: "new-secret",
      maxConnections: 40,
      allowed: expect.arrayContaining(["message_reaction", "business_message", "deleted_business_messages"]),
    });
    await disconnectBot(channel(), context.ctx);
    expect(bot.world.webhook).toBeUndefined();
  });

  test.each([
    ["https://guichet.example", "https://api.telegram.org", undefined],
    ["https://guichet.example:8443", "https://api.telegram.org", undefined],
    [
      "http://guichet.example",
      "https://api.telegram.org",
      /only to https .*\(PUBLIC_URL\) is http:\/\/guichet\.example/,
    ],
    ["https://guichet.example:3000", "https://api.telegram.org", /port 443, 80, 88 or 8443/],
    ["http://127.0.0.1:3000", "http://127.0.0.1:8081", undefined],
  ])("%s and %s", (publicUrl, apiUrl, problem) => {
    const found = problemOfAddress(publicUrl, apiUrl);
    if (problem === undefined) expect(found).toBeUndefined();
    else expect(found).toMatch(problem);
  });

  test("what Telegram does not like about the address is said in its words, and a limit is no reason for a person", async () => {
    const description = "Bad Request: bad webhook: Failed to resolve host";
    bot.misbehave("setWebhook", { type: "refused", code: 400, description });
    const refused = await connectBot(channel(), context.ctx);
    expect(refused).toMatchObject({ state: "needs_reconnection" });
    expect(failedCheck(refused)?.detail).toContain("Failed to resolve host");
    bot.misbehave("setWebhook", { type: "rate_limited", seconds: 1 });
    expect(await connectBot(channel(), context.ctx)).toMatchObject({ state: "degraded" });
  });

  test("a token that opens nothing, or another bot, needs a person", async () => {
    const wrong = await connectBot(channel(`${bot.id}:${"x".repeat(35)}`), context.ctx);
    expect(wrong).toMatchObject({ state: "needs_reconnection", checks: [{ name: "token", ok: false }] });
    const other = simulator.addBot("Other", "other_bot");
    expect(failedCheck(await checkHealth(channel(other.token), context.ctx))?.detail).toMatch(/another bot/);
  });

  test("S41 what is logged and told holds no token", async () => {
    bot.misbehave("deleteWebhook", { type: "html_502" });
    await disconnectBot(channel(), context.ctx);
    const told = JSON.stringify(await checkHealth(channel(), context.ctx));
    expect(context.logged()).toContain("not told");
    expect(`${context.logged()}${told}`).not.toContain(bot.token.split(":")[1]);
  });
});

describe("what getWebhookInfo tells", () => {
  const now = 1_800_000_000_000;
  const failing = {
    last_error_date: now / 1000 - 60,
    last_error_message: "Wrong response: 502",
    pending_update_count: 3,
  };
  test.each([
    ["nothing waits", { url: "ours" }, "ok", undefined],
    ["some wait, and nothing failed", { url: "ours", pending_update_count: 3 }, "ok", undefined],
    ["it fails just now", { url: "ours", ...failing }, "degraded", /502/],
    ["it failed and has recovered", { url: "ours", ...failing, pending_update_count: 0 }, "ok", undefined],
    ["it failed long ago", { url: "ours", ...failing, last_error_date: 1 }, "ok", undefined],
    ["another address", { url: "theirs" }, "needs_reconnection", /another address/],
    ["no address", { url: "" }, "needs_reconnection", /no address/],
    ["nothing at all", undefined, "needs_reconnection", /no address/],
  ])("%s", (_title, info, state, detail) => {
    const health = judgeWebhook(info, "ours", now);
    expect(health.state).toBe(state);
    const said = failedCheck(health)?.detail;
    if (detail === undefined) expect(said).toBeUndefined();
    else expect(said).toMatch(detail);
  });
});

test("I15 the bot is asked from time to time, until the channel goes", async () => {
  const found: string[] = [];
  await connectBot(channel(), context.ctx);
  const watching = watchEvery(
    () => checkHealth(channel(), context.ctx),
    ({ state }) => found.push(state),
    context.ctx,
    { firstMs: 5, everyMs: 5 },
  );
  await expect.poll(() => found).toContain("ok");
  bot.world.webhook = undefined;
  await expect.poll(() => found).toContain("needs_reconnection");
  await context.stop();
  await watching;
});
