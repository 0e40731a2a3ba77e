import { describe, expect, test } from "vitest";
import type { Health } from "../connector.ts";
import { useScene } from "./scene.test-kit.ts";

const scene = useScene();

describe("I15 the account", () => {
  const failedCheck = ({ checks }: Health) => checks.find((check) => !check.ok);
  const identify = async (
    over: object,
    before?: Parameters<NonNullable<ReturnType<typeof scene>["connector"]["identify"]>>[1],
  ) => {
    const { appId, secret, aesKey } = scene().account.world;
    const given = { appId, appSecret: secret, encodingAesKey: aesKey, apiUrl: scene().simulator.apiUrl, ...over };
    return await scene().connector.identify?.(scene().connector.parseSettings(given), before, scene().context.ctx);
  };

  test("health asks WeChat; a secret that opens nothing, or a server that is not let in, is said", async () => {
    const { appId } = scene().account.world;
    expect(await scene().connector.health(scene().channel(), scene().context.ctx)).toEqual({
      ...{ state: "ok", checks: [{ name: "access", ok: true, detail: appId }] },
    });
    expect(await scene().connector.health(scene().channel("f".repeat(32)), scene().context.ctx)).toMatchObject({
      state: "needs_reconnection",
    });
    scene().account.world.isWhitelisted = false;
    const shut = await scene().connector.health(scene().channel(), scene().context.ctx);
    expect([shut.state, failedCheck(shut)?.detail]).toEqual(["needs_reconnection", expect.stringContaining("IP")]);
    scene().account.world.isWhitelisted = true;
    scene().account.misbehave("get_api_domain_ip", { type: "html_502" });
    expect(await scene().connector.health(scene().channel(), scene().context.ctx)).toMatchObject({ state: "degraded" });
  });

  test("identifying: the wrong AppID, secret or server is said where it was typed; a missing key is asked for", async () => {
    expect(await identify({})).toMatchObject({ ok: true, settings: { encodingAesKey: scene().account.world.aesKey } });
    expect(await identify({ appId: "wx00000000000000" })).toMatchObject({ code: "account_not_found", path: "appId" });
    expect(await identify({ appSecret: "f".repeat(32) })).toMatchObject({ code: "account_refused", path: "appSecret" });
    expect(await identify({ appSecret: null })).toMatchObject({ code: "account_secret_needed", path: "appSecret" });
    expect(await identify({ encodingAesKey: null })).toMatchObject({ path: "encodingAesKey" });
    expect(await identify({ apiUrl: "http://127.0.0.1:9" })).toMatchObject({ code: "account_unreachable" });
    const nowhere = `${scene().simulator.apiUrl}/nowhere`;
    expect(await identify({ apiUrl: nowhere })).toMatchObject({ code: "account_unreachable", path: "apiUrl" });
    scene().account.misbehave("stable_token", { type: "refused", errcode: 89503, errmsg: "" });
    expect(await identify({ appSecret: "d".repeat(32) })).toMatchObject({ ok: true });
    scene().account.world.isWhitelisted = false;
    expect(await identify({ appSecret: "e".repeat(32) })).toMatchObject({ ok: true });
  });

  test("a stored secret goes to no other address, and plain messages take the key away", async () => {
    const stored = { ...scene().channel(), endpointSecrets: { encodingAesKey: [scene().account.world.aesKey] } };
    const nothing = { appSecret: null, encodingAesKey: null };
    expect(await identify(nothing, stored)).toMatchObject({ ok: true, settings: { encodingAesKey: null } });
    expect(await identify({ ...nothing, mode: "plain" }, stored)).toMatchObject({ settings: { encodingAesKey: "" } });
    const elsewhere = { ...nothing, apiUrl: "http://127.0.0.1:9" };
    expect(await identify(elsewhere, stored)).toMatchObject({ code: "account_secret_needed", path: "appSecret" });
    const plain = { ...stored, endpointSecrets: { encodingAesKey: ["", scene().account.world.aesKey] } };
    expect(await identify(nothing, plain)).toMatchObject({ path: "encodingAesKey" });
    expect(await identify({ ...nothing, mode: "plain" }, plain)).toMatchObject({ settings: { encodingAesKey: null } });
  });

  test("W160 the name that colleagues gave the contact, and the code that brought them", async () => {
    scene().li.follow("shop-lyon");
    expect(
      await scene().connector.fetchProfile?.(scene().li.person.openid, scene().channel(), scene().context.ctx),
    ).toEqual({
      ok: true,
      profile: {
        displayName: "Li Wei (VIP)",
        attributes: { Language: "zh_CN", "Came by": "QR_CODE", Reference: "shop-lyon" },
      },
    });
    scene().li.unfollow();
    expect(
      await scene().connector.fetchProfile?.(scene().li.person.openid, scene().channel(), scene().context.ctx),
    ).toEqual({
      ok: true,
      profile: {},
    });
    expect(await scene().connector.fetchProfile?.("stranger", scene().channel(), scene().context.ctx)).toMatchObject({
      ok: false,
    });
  });
});
