import { createHmac } from "node:crypto";
import { type InstagramSettings, instagramSettings } from "@guichet/contract";
import { describe, expect, test } from "vitest";
import type { ChannelForConnector, EndpointForConnector } from "../connector.ts";
import {
  benchUrl,
  buildOutboundMessage,
  describeConnector,
  type HttpPeer,
  httpSendOnceCases,
  readFixtures,
  startHttpPeer,
} from "../connector-bench.ts";
import { createInstagramConnector } from "./connector.ts";

const now = Date.parse("2026-11-22T16:00:00Z");
const token = "IGAAbenchTokenOfTheAccountAAAAAAAAAAAAAA";
const appSecret = "0123456789abcdef0123456789abcdef";
const metaAppSecret = "abcdef0123456789abcdef0123456789";
const endpoint: EndpointForConnector = {
  id: "endpoint-1",
  secrets: {
    appSecret: [appSecret],
    metaAppSecret: [metaAppSecret],
    verifyToken: ["the-verify-token_0123456789"],
  },
};
const connector = createInstagramConnector();
const account = { id: "17841400000000001", username: "lamp_shop", pageId: null };
const igsid = "1254477777000001";
let lastPeer: HttpPeer | undefined;

function buildChannel(graphUrl: string): ChannelForConnector<InstagramSettings> {
  return {
    id: "01936f2e-0000-7000-8000-000000000001",
    organizationId: "organization-1",
    endpointId: endpoint.id,
    platform: "instagram",
    externalId: account.id,
    name: "Lamp Shop",
    settings: instagramSettings.parse({ appId: "700000000000001", graphUrl, account }),
    secrets: { token },
    endpointSecrets: endpoint.secrets,
  };
}

const message = (mid: string) => ({
  sender: { id: igsid },
  recipient: { id: account.id },
  timestamp: now - 1000,
  message: { mid, text: "?" },
});
const sign = (body: Uint8Array, key: string) => ({
  "x-hub-signature-256": `sha256=${createHmac("sha256", key).update(body).digest("hex")}`,
});

describeConnector(connector, {
  channel: buildChannel("https://graph.example"),
  endpoint,
  now,
  fixtures: readFixtures(new URL("./fixtures/", import.meta.url)),
  batch: {
    wrap: (messaging) =>
      Buffer.from(JSON.stringify({ object: "instagram", entry: [{ id: account.id, time: now - 500, messaging }] })),
    good: message,
    unknownKind: { sender: { id: igsid }, recipient: { id: account.id }, timestamp: now, telepathy: {} },
  },
  signing: { secretName: "appSecret", foreignSecret: "ffffffffffffffffffffffffffffffff", sign },
  sending: {
    async start() {
      lastPeer = await startHttpPeer(JSON.stringify({ recipient_id: igsid, message_id: "m_1" }));
      return { peer: lastPeer, channel: buildChannel(lastPeer.url) };
    },
    cases: [
      ...httpSendOnceCases,
      { mode: "ok_empty", expect: { kind: "outcome_unknown" } },
      { mode: "ok_garbage", expect: { kind: "outcome_unknown" } },
    ],
    message: buildOutboundMessage({
      to: { externalId: igsid, displayName: "Zoé" },
      lastWroteAt: now - 60_000,
      replyTo: { externalId: "m_0", context: {} },
    }),
    expectReceived(_peer, sent) {
      const [request] = lastPeer?.received ?? [];
      if (request === undefined) throw new Error("Nothing was received.");
      expect(request.method).toBe("POST");
      expect(request.url).toBe(`/v23.0/${account.id}/messages`);
      expect(request.headers.authorization).toBe(`Bearer ${token}`);
      expect(JSON.parse(request.body.toString("utf8"))).toEqual({
        recipient: { id: igsid },
        messaging_type: expect.stringMatching(/^RESPONSE$/),
        message: { text: sent.text },
        reply_to: { mid: "m_0" },
      });
    },
  },
});

describe("settings", () => {
  const given = { appId: "700000000000001" };

  test("each log-in has its own address, and ids and tokens have their shapes", () => {
    expect(connector.parseSettings({ ...given, token: ` ${token} `, appSecret })).toEqual({
      ...{ login: "instagram", appId: "700000000000001", token, appSecret, metaAppSecret: null, tokenEndsAt: null },
      ...{
        replyWindowHours: 24,
        reactionsOpen: true,
        account: null,
        graphUrl: "https://graph.instagram.com",
        graphVersion: "v23.0",
      },
    });
    const linked = connector.parseSettings({ ...given, login: "facebook" });
    expect(linked.graphUrl).toBe("https://graph.facebook.com");
    expect(() => connector.parseSettings({ ...given, login: "x" })).toThrow(/login/);
    expect(() => connector.parseSettings({ ...given, token: "short" })).toThrow(/token/);
    expect(() => connector.parseSettings({ appId: "seven" })).toThrow(/appId/);
    expect(() => connector.parseSettings({ ...given, graphUrl: "ftp://x" })).toThrow(/graphUrl/);
    expect(() => connector.parseSettings({ ...given, extra: 1 })).toThrow(/extra/);
  });

  test("S46 token and secrets are taken out of the settings", () => {
    const split = connector.splitSecrets(connector.parseSettings({ ...given, token, appSecret, metaAppSecret }));
    expect(split).toMatchObject({ secrets: { token }, endpoint: { appSecret, metaAppSecret } });
    expect(JSON.stringify(split.settings)).not.toMatch(/IGAA|0123456789abcdef/);
    expect(connector.splitSecrets(connector.parseSettings(given))).toMatchObject({ secrets: {}, endpoint: {} });
  });

  test("accounts of one app share its endpoint; what logs in otherwise has another app", () => {
    const keyOf = (more: object) => connector.endpointKey?.(connector.parseSettings({ ...given, ...more }));
    expect(keyOf({})).toBe(keyOf({}));
    expect(keyOf({})).not.toBe(keyOf({ appId: "700000000000002" }));
    expect(keyOf({})).not.toBe(keyOf({ login: "facebook" }));
  });
});

test("S29 a delivery may be signed by the Instagram app or by the Meta app around it", () => {
  const body = Buffer.from("{}");
  const verify = (key: string) =>
    connector.verify(
      { method: "POST", path: "", url: benchUrl, query: {}, headers: sign(body, key), body, receivedAt: now },
      endpoint,
      now,
    );
  expect(verify(appSecret)).toEqual({ ok: true });
  expect(verify(metaAppSecret)).toEqual({ ok: true });
  expect(verify("f".repeat(32))).toMatchObject({ ok: false, status: 401 });
});
