import { lineSettings } from "@guichet/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type LineAccount, LineSimulator } from "../../../../simulator/src/line/line-simulator.ts";
import type { Health, Media, MediaRef } from "../connector.ts";
import { createRecordingContext } from "../connector-bench.ts";
import { watchEvery } from "../watch-every.ts";
import { fetchMedia } from "./fetch-media.ts";
import { fetchProfile } from "./fetch-profile.ts";
import { checkHealth, judgeTest } from "./health.ts";
import { problemOfAddress } from "./webhook.ts";

let simulator: LineSimulator;
let account: LineAccount;
let context: ReturnType<typeof createRecordingContext>;
beforeEach(async () => {
  simulator = new LineSimulator();
  await simulator.start();
  account = simulator.addAccount("Lamp Shop", "@lampshop");
  account.world.endpoint = "https://guichet.example/webhooks/line/e-1";
  account.world.reaches = () => ({ status: 200, reason: "OK" });
  context = createRecordingContext({ patient: true });
});
afterEach(async () => {
  await context.stop();
  await simulator.stop();
});

const channel = (accessToken = account.world.token, externalId = account.world.userId) => ({
  ...{ id: "channel", organizationId: "o", endpointId: "e-1", platform: "line" as const, externalId, name: "Lamps" },
  settings: lineSettings.parse({ apiUrl: simulator.apiUrl, dataUrl: simulator.dataUrl }),
  secrets: { accessToken },
  endpointSecrets: { channelSecret: [account.world.secret] },
});
const failedCheck = ({ checks }: Health) => checks.find((check) => !check.ok);

describe("I15 health", () => {
  test("all is well; then each thing that is not is said, with what to do", async () => {
    expect(await checkHealth(channel(), context.ctx)).toEqual({
      state: "ok",
      checks: [
        { name: "access", ok: true, detail: "@lampshop" },
        { name: "webhook", ok: true },
      ],
    });
    account.world.reaches = () => ({ status: 401, reason: "ERROR_STATUS_CODE" });
    const forged = await checkHealth(channel(), context.ctx);
    expect([forged.state, failedCheck(forged)?.name]).toEqual(["needs_reconnection", "secret"]);
    account.misbehave("/v2/bot/channel/webhook/test", { type: "rate_limited", seconds: 60 });
    expect(await checkHealth(channel(), context.ctx)).toMatchObject({ state: "ok" });
    account.world.active = false;
    const off = await checkHealth(channel(), context.ctx);
    expect([off.state, failedCheck(off)?.detail]).toEqual([
      "needs_reconnection",
      expect.stringContaining("Use webhook"),
    ]);
    account.world.active = true;
    account.world.endpoint = "https://elsewhere.example/";
    expect(failedCheck(await checkHealth(channel(), context.ctx))?.detail).toContain("another address");
    account.world.endpoint = undefined;
    expect(failedCheck(await checkHealth(channel(), context.ctx))?.detail).toContain("no address");
  });

  test("what is left of the month is told; nothing left is no reason to call the channel silent", async () => {
    account.world.quota = { value: 200 };
    account.world.used = 150;
    expect((await checkHealth(channel(), context.ctx)).checks.at(-1)).toEqual({
      name: "quota",
      ok: true,
      detail: "50 / 200",
    });
    account.world.used = 230;
    expect(await checkHealth(channel(), context.ctx)).toMatchObject({
      state: "ok",
      checks: expect.arrayContaining([expect.objectContaining({ name: "quota", ok: false })]),
    });
  });

  test("a token that opens nothing, or another account, needs a person; a limit or a broken server does not", async () => {
    expect(await checkHealth(channel("revoked-token-of-the-account"), context.ctx)).toMatchObject({
      state: "needs_reconnection",
      checks: [{ name: "access", ok: false }],
    });
    expect(await checkHealth(channel(account.world.token, "Uother"), context.ctx)).toMatchObject({
      state: "needs_reconnection",
    });
    account.misbehave("/v2/bot/info", { type: "html_502" });
    expect(await checkHealth(channel(), context.ctx)).toMatchObject({ state: "degraded" });
    account.misbehave("/v2/bot/channel/webhook/endpoint", { type: "rate_limited", seconds: 1 });
    expect(await checkHealth(channel(), context.ctx)).toMatchObject({ state: "degraded" });
  });

  test("the watch goes on telling until it is ended", async () => {
    const told: Health[] = [];
    const watching = watchEvery(
      () => checkHealth(channel(), context.ctx),
      (health) => told.push(health),
      context.ctx,
      { firstMs: 1, everyMs: 5 },
    );
    await expect.poll(() => told.length).toBeGreaterThan(1);
    await context.stop();
    await watching;
    expect(told[0]?.state).toBe("ok");
  });

  test.each([
    ["http://guichet.example", "https://api.line.me", /only to https .*\(PUBLIC_URL\) is http:\/\/guichet\.example/],
    ["https://guichet.example:8443", "https://api.line.me", undefined],
    ["http://127.0.0.1:3000", "http://127.0.0.1:8092", undefined],
  ])("%s and %s", (publicUrl, apiUrl, problem) => {
    const found = problemOfAddress(publicUrl, apiUrl);
    if (problem === undefined) expect(found).toBeUndefined();
    else expect(found).toMatch(problem);
  });

  test("LINE's own test says what is wrong", () => {
    const said = (body: Record<string, unknown>) => judgeTest({ ok: true, already: false, body });
    expect(said({ success: true })).toBeUndefined();
    expect(said({ success: false, statusCode: 401 })?.checks[0]).toMatchObject({ name: "secret" });
    expect(said({ success: false, statusCode: 0, reason: "COULD_NOT_CONNECT", detail: "TLS" })?.checks[0]?.detail).toBe(
      "LINE cannot deliver: COULD_NOT_CONNECT: TLS",
    );
    expect(said({})?.checks[0]?.detail).toBe("LINE cannot deliver: status 0");
  });
});

describe("files of contacts", () => {
  const ref = (id: string): MediaRef => ({ kind: "video", ref: `content:${id}`, name: "film.mp4", type: "video/mp4" });
  const film = { bytes: Buffer.from("film"), name: "film.mp4", type: "video/mp4" };
  const fetched = async (media: MediaRef) => await fetchMedia(media, channel(), context.ctx);
  const error = (media: Media) => (media.ok ? undefined : media.error);

  test("I8 a film that is still being made ready is asked for again; one that never will be is given up", async () => {
    const yuki = account.contact("Yuki");
    const { id } = yuki.sendFile(film, { notReady: 1 });
    expect(error(await fetched(ref(id)))).toMatchObject({ kind: "retryable", retryAfterMs: 3000 });
    const found = await fetched(ref(id));
    expect(found).toMatchObject({ ok: true, name: "film.mp4", type: "video/mp4" });
    const failing = yuki.sendFile(film, { fails: true });
    expect(error(await fetched(ref(failing.id)))).toMatchObject({
      kind: "invalid_content",
      code: "transcoding_failed",
    });
  });

  test("what was taken back or forgotten is gone for good; a revoked token is not the file's fault", async () => {
    const yuki = account.contact("Yuki");
    const { id } = yuki.sendFile(film);
    yuki.unsend(id);
    expect(error(await fetched(ref(id)))).toMatchObject({ kind: "invalid_content", code: "http_404" });
    expect(error(await fetched({ ...ref(id), ref: "content:../x" }))).toMatchObject({ kind: "invalid_content" });
    expect(error(await fetchMedia(ref(id), channel("revoked-token-x"), context.ctx))).toMatchObject({
      kind: "auth_expired",
    });
  });

  test("S6 what lies elsewhere is fetched without our token, and never from a private address", async () => {
    const strict = createRecordingContext({ allowPrivateHosts: [] });
    const external = { ...ref("x"), ref: `external:${simulator.apiUrl}/v2/bot/info` };
    expect(error(await fetchMedia(external, channel(), strict.ctx))).toMatchObject({
      code: expect.stringMatching(/^refused_/),
    });
    await strict.stop();
    // Our own server answers 401 to whoever brings no token.
    expect(error(await fetched(external))).toMatchObject({ kind: "auth_expired" });
  });
});

test("names and pictures come from profiles and groups; who blocked the account, and a room, have none", async () => {
  const yuki = account.contact("Yuki Tanaka", "ja");
  const group = account.group("Lamp friends", [yuki]);
  const find = async (id: string) => await fetchProfile(id, channel(), context.ctx);
  expect(await find(yuki.person.id)).toEqual({
    ok: true,
    profile: { displayName: "Yuki Tanaka", attributes: { Language: "ja" }, photo: null },
  });
  const zoe = account.contact("Zoé Martin", "fr");
  expect(await find(zoe.person.id)).toMatchObject({
    profile: { photo: { ref: `${simulator.apiUrl}/faces/${zoe.person.id}` } },
  });
  expect(await find(group)).toEqual({ ok: true, profile: { displayName: "Lamp friends", photo: null } });
  expect(await find(`R${"0".repeat(32)}`)).toEqual({ ok: true, profile: {} });
  yuki.unfollow();
  expect(await find(yuki.person.id)).toMatchObject({ ok: false, error: { kind: "recipient_unavailable" } });
});
