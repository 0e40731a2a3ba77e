import { instagramSettings } from "@guichet/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addOwnToken } from "../../../../../simulator/src/instagram/account-tokens.ts";
import { type InstagramAccount, InstagramAccounts } from "../../../../../simulator/src/instagram/instagram-accounts.ts";
import { GraphRefusal } from "../../../../../simulator/src/meta/graph-refusal.ts";
import { MetaSimulator } from "../../../../../simulator/src/meta/meta-simulator.ts";
import { createRecordingContext } from "../../connector-bench.ts";
import { checkHealth } from "../health.ts";
import { identifyAccount } from "../identify.ts";
import { connectAccount } from "../subscribe.ts";
import { renewToken } from "./renew-token.ts";

const DAY_MS = 86_400_000;
const start = Date.parse("2026-11-22T16:00:00Z");
let now = start;
let meta: MetaSimulator;
let account: InstagramAccount;
let context: ReturnType<typeof createRecordingContext>;
beforeEach(async () => {
  now = start;
  meta = new MetaSimulator({ now: () => now });
  await meta.start();
  account = new InstagramAccounts(meta).addAccount(meta.addApp("Care"), "lamp_shop");
  context = createRecordingContext({ patient: true, now: () => now });
});
afterEach(async () => {
  await context.stop();
  await meta.stop();
});

const settings = (over: object = {}) =>
  instagramSettings.parse({ appId: account.world.app.id, graphUrl: meta.graphUrl, ...over });
const channel = (token = account.world.token, tokenEndsAt: number | null = null) => ({
  ...{ id: "channel", organizationId: "o", endpointId: "e-1", platform: "instagram" as const, name: "Lamps" },
  externalId: account.world.id,
  settings: settings({ tokenEndsAt }),
  secrets: { token },
  endpointSecrets: { appSecret: [account.world.app.secret], verifyToken: ["v"] },
});
const refreshes = () => account.world.app.received.filter(({ path }) => path[0] === "refresh_access_token").length;
const refuse = () =>
  account.world.app.misbehave("refresh_access_token", {
    type: "refused",
    refusal: new GraphRefusal({ code: 10, message: "No" }),
  });

describe("identifying", () => {
  const identify = async (over: object) => await identifyAccount(settings(over), undefined, context.ctx);

  test("a token of an hour is exchanged for one of sixty days, whose end is known", async () => {
    const { app } = account.world;
    const token = addOwnToken(account.world, { isShort: true });
    const found = await identify({ token, appSecret: app.secret });
    if (!found.ok) throw new Error("It was refused.");
    expect(found.settings.token).not.toBe(token);
    expect(app.tokens.has(found.settings.token ?? "")).toBe(true);
    expect(found.settings).toMatchObject({ tokenEndsAt: start + 60 * DAY_MS, account: { username: "lamp_shop" } });
  });

  test("one of sixty days stays as it is; a wrong app secret is said, and neither is shown", async () => {
    const { token, app } = account.world;
    expect(await identify({ token, appSecret: app.secret })).toMatchObject({
      ...{ ok: true, settings: { token, tokenEndsAt: null } },
    });
    expect(await identify({ token, appSecret: "f".repeat(32) })).toEqual({
      ...{ ok: false, code: "account_refused", path: "appSecret" },
    });
    expect(await identify({ token: `IGAA${"x".repeat(40)}`, appSecret: app.secret })).toMatchObject({ path: "token" });
  });

  test("a Page that no account is linked to is refused", async () => {
    const linked = new InstagramAccounts(meta).addAccount(meta.addApp("Other"), "linked", "facebook");
    const given = { login: "facebook", appId: linked.world.app.id, appSecret: linked.world.app.secret };
    const person = linked.world.app.addToken([], []);
    expect(await identify({ ...given, token: linked.world.token })).toMatchObject({ ok: true });
    expect(await identify({ ...given, token: person })).toMatchObject({ ok: false, path: "token" });
  });
});

describe("I15 renewing", () => {
  test("not within a day, nor while half of its life is left; then it is, and the new one stands in its place", async () => {
    const ends = start + 60 * DAY_MS;
    await renewToken(channel(account.world.token, ends), context.ctx);
    now += 20 * DAY_MS;
    await renewToken(channel(account.world.token, ends), context.ctx);
    expect(refreshes()).toBe(0);
    now += 11 * DAY_MS;
    await renewToken(channel(account.world.token, ends), context.ctx);
    expect(refreshes()).toBe(1);
    const renewed = context.renewed.get("token") ?? "";
    expect(account.world.app.tokens.has(renewed)).toBe(true);
    await renewToken(channel(renewed, ends), context.ctx);
    now += 2 * DAY_MS;
    await renewToken(channel(renewed, ends), context.ctx);
    expect(refreshes()).toBe(1);
    expect(context.values.get("token")).not.toContain(renewed);
  });

  test("one whose end nobody knows is renewed after a day", async () => {
    await renewToken(channel(), context.ctx);
    now += DAY_MS + 1;
    await renewToken(channel(), context.ctx);
    expect(context.renewed.size).toBe(1);
  });

  test("one that cannot be renewed is loud while it still works, is tried once an hour, and quiet once it can", async () => {
    await connectAccount(channel(), context.ctx);
    await renewToken(channel(), context.ctx);
    expect(await checkHealth(channel(), context.ctx)).toMatchObject({ state: "ok" });
    now += 31 * DAY_MS;
    refuse();
    await renewToken(channel(), context.ctx);
    await renewToken(channel(), context.ctx);
    expect(refreshes()).toBe(1);
    expect(await checkHealth(channel(), context.ctx)).toMatchObject({
      state: "degraded",
      checks: [{ name: "access", ok: true }, { name: "renewal", ok: false }, { name: "subscription" }],
    });
    now += 3_600_001;
    await renewToken(channel(), context.ctx);
    const renewed = context.renewed.get("token") ?? "";
    expect(await checkHealth(channel(renewed), context.ctx)).toMatchObject({ state: "ok" });
  });

  test("a server that is away is no refusal until the end is near", async () => {
    const ends = start + 60 * DAY_MS;
    await connectAccount(channel(account.world.token, ends), context.ctx);
    await renewToken(channel(account.world.token, ends), context.ctx);
    now += 31 * DAY_MS;
    account.world.app.misbehave("refresh_access_token", { type: "html_502" });
    await renewToken(channel(account.world.token, ends), context.ctx);
    expect(await checkHealth(channel(account.world.token, ends), context.ctx)).toMatchObject({ state: "ok" });
    now += 24 * DAY_MS;
    account.world.app.misbehave("refresh_access_token", { type: "html_502" });
    await renewToken(channel(account.world.token, ends), context.ctx);
    const { state, checks } = await checkHealth(channel(account.world.token, ends), context.ctx);
    expect(state).toBe("degraded");
    expect(checks.find(({ name }) => name === "renewal")?.detail).toContain("2027-01-21");
  });

  test("one that has ended needs a person, and so does an account that the app does not hear of", async () => {
    await connectAccount(channel(), context.ctx);
    meta.accounts.get(account.world.id)?.subscribed.clear();
    expect(await checkHealth(channel(), context.ctx)).toMatchObject({
      ...{ state: "needs_reconnection", checks: [{ name: "subscription", ok: false }, { name: "access" }] },
    });
    now += 61 * DAY_MS;
    expect(await checkHealth(channel(), context.ctx)).toMatchObject({
      ...{ state: "needs_reconnection", checks: [{ name: "access", ok: false }] },
    });
  });
});

test("fields that the app may not have do not cost those that it may", async () => {
  account.world.app.misbehave("subscribed_apps", {
    type: "refused",
    refusal: new GraphRefusal({ code: 100, message: "Param subscribed_fields[7] must be one of…" }),
  });
  expect(await connectAccount(channel(), context.ctx)).toMatchObject({ state: "ok" });
  const { fields } = meta.accounts.get(account.world.id)?.subscribed.get(account.world.app.id) ?? { fields: [] };
  expect(fields).toContain("messages");
  expect(fields).not.toContain("message_edit");
});

test("S41 what is logged and told holds no secret", async () => {
  account.world.app.misbehave("access_token", {
    type: "refused",
    refusal: new GraphRefusal({ code: 100, message: `Bad ${account.world.token} ${account.world.app.secret}` }),
  });
  const given = { token: account.world.token, appSecret: account.world.app.secret };
  await identifyAccount(settings(given), undefined, context.ctx);
  const { exchangeToken } = await import("./exchange-token.ts");
  const told = JSON.stringify(
    await exchangeToken({ ...channel().settings, token: "x".repeat(30), appSecret: "y".repeat(30) }, context.ctx),
  );
  for (const secret of [account.world.token, account.world.app.secret])
    expect(`${context.logged()}${told}`).not.toContain(secret);
});
