import { describe, expect, test } from "vitest";
import { buildOutboundMessage } from "../../connector-bench.ts";
import { createWechatConnector } from "../connector.ts";
import { buildFile, HOUR_MS, useScene } from "../scene.test-kit.ts";

const scene = useScene();

describe("the access token", () => {
  test("is asked for once, however many need it, and is another process's as well", async () => {
    await Promise.all([scene().send({ text: "1" }), scene().send({ text: "2" }), scene().send({ text: "3" })]);
    expect(scene().calls("stable_token")).toBe(1);
    expect(await scene().send({ text: "4" }, createWechatConnector())).toEqual({ ok: true });
    expect(await scene().send({ text: "5" })).toEqual({ ok: true });
    expect(scene().calls("stable_token")).toBe(2);
  });

  test("is asked for anew before it ends, and at once where WeChat does not take it any more", async () => {
    await scene().send({ text: "1" });
    scene().now += 2 * HOUR_MS - 3 * 60_000;
    expect(await scene().send({ text: "2" })).toEqual({ ok: true });
    expect(scene().calls("stable_token")).toBe(2);
    scene().account.tokens.expire();
    expect(await scene().send({ text: "3" })).toEqual({ ok: true });
    expect(scene().calls("stable_token")).toBe(3);
    expect(scene().seen()).toHaveLength(3);
  });

  test("that is refused again is not asked for without end", async () => {
    const refused = { type: "refused", errcode: 40001, errmsg: "invalid credential" } as const;
    for (const _ of [1, 2]) scene().account.misbehave("message/custom/send", refused);
    expect(await scene().send({ text: "1" })).toMatchObject({ ok: false, error: { kind: "auth_expired" } });
    expect(scene().calls("stable_token")).toBe(2);
    expect(await scene().send({ text: "2" })).toEqual({ ok: true });
  });

  test.each([
    ...[89501, 89503, 89506, 89507, 40002, 41002, 40013, 40125, 40164].map((code) => [code, "auth_expired"] as const),
    ...[40003, 45015, 45047, 45002, 48001, 50002, 87009, 99_999].map((code) => [code, "auth_expired"] as const),
    [-1, "retryable"] as const,
    ...[45009, 45011].map((code) => [code, "rate_limited"] as const),
  ])("I15 that is refused with %i fails no message: %s", async (errcode, kind) => {
    const refused = { type: "refused", errcode, errmsg: "in their words" } as const;
    scene().account.misbehave("stable_token", refused);
    const error = { kind, code: `errcode_${errcode}`, message: expect.stringMatching(/./) };
    expect(await scene().send({ text: "1" })).toMatchObject({ ok: false, error });
    scene().account.misbehave("stable_token", refused);
    const file = { files: [buildFile("image/png", "a.png")] };
    expect(await scene().send(file)).toMatchObject({ ok: false, error });
    expect(await scene().send({ text: "2" })).toEqual({ ok: true });
    expect(scene().seen()).toHaveLength(1);
  });

  test("I15 waits for the next day in China once the day's calls are used up", async () => {
    scene().now = Date.parse("2026-11-22T14:30:00Z");
    scene().account.misbehave("stable_token", { type: "refused", errcode: 45009, errmsg: "" });
    expect(await scene().send({ text: "1" })).toMatchObject({ error: { retryAfterMs: 1.5 * HOUR_MS } });
  });

  test("I15 that another server refuses is the channel's trouble as well, and no message's", async () => {
    const channel = scene().channel();
    const elsewhere = { ...channel, settings: { ...channel.settings, apiUrl: `${scene().simulator.apiUrl}/nowhere` } };
    const to = { externalId: scene().li.person.openid, displayName: "Li" };
    const message = buildOutboundMessage({ to, text: "1" });
    expect(await scene().connector.send(message, elsewhere, scene().context.ctx)).toMatchObject({
      error: { kind: "auth_expired", code: "http_404" },
    });
  });

  test("S41 stands in no log and no result, nor does the secret", async () => {
    scene().account.misbehave("message/custom/send", { type: "html_502" });
    const results = [await scene().send({ text: "1" }), await scene().send({ text: "2" })];
    const { access_token: token } = scene().account.tokens.give(false);
    const told = JSON.stringify(results) + scene().context.logged() + JSON.stringify([...scene().context.values]);
    expect(told).not.toContain(String(token));
    expect(told).not.toContain(scene().account.world.secret);
  });
});
