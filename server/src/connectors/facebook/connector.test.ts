import { createHmac } from "node:crypto";
import { type FacebookSettings, facebookSettings } from "@guichet/contract";
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
import { createFacebookConnector } from "./connector.ts";

const now = Date.parse("2026-11-22T16:00:00Z");
const pageToken = "EAAGbenchTokenOfThePageAAAAAAAAAAAAAAAA";
const appSecret = "0123456789abcdef0123456789abcdef";
const endpoint: EndpointForConnector = {
  id: "endpoint-1",
  secrets: { appSecret: [appSecret], verifyToken: ["the-verify-token_0123456789"] },
};
const connector = createFacebookConnector();
const page = { id: "104500000000001", name: "Lamp Shop" };
const psid = "24371234567890101";
let lastPeer: HttpPeer | undefined;

function buildChannel(graphUrl: string): ChannelForConnector<FacebookSettings> {
  return {
    id: "01936f2e-0000-7000-8000-000000000001",
    organizationId: "organization-1",
    endpointId: endpoint.id,
    platform: "facebook",
    externalId: page.id,
    name: "Lamp Shop",
    settings: facebookSettings.parse({ appId: "700000000000001", graphUrl, page }),
    secrets: { pageToken },
    endpointSecrets: endpoint.secrets,
  };
}

const message = (mid: string) => ({
  sender: { id: psid },
  recipient: { id: page.id },
  timestamp: now - 1000,
  message: { mid, text: "?" },
});

describeConnector(connector, {
  channel: buildChannel("https://graph.example"),
  endpoint,
  now,
  fixtures: readFixtures(new URL("./fixtures/", import.meta.url)),
  batch: {
    wrap: (messaging) =>
      Buffer.from(JSON.stringify({ object: "page", entry: [{ id: page.id, time: now - 500, messaging }] })),
    good: message,
    unknownKind: { sender: { id: psid }, recipient: { id: page.id }, timestamp: now, telepathy: {} },
  },
  signing: {
    secretName: "appSecret",
    foreignSecret: "ffffffffffffffffffffffffffffffff",
    sign: (body, key) => ({
      "x-hub-signature-256": `sha256=${createHmac("sha256", key).update(body).digest("hex")}`,
    }),
  },
  sending: {
    async start() {
      lastPeer = await startHttpPeer(JSON.stringify({ recipient_id: psid, message_id: "m_1" }));
      return { peer: lastPeer, channel: buildChannel(lastPeer.url) };
    },
    cases: [
      ...httpSendOnceCases,
      { mode: "ok_empty", expect: { kind: "outcome_unknown" } },
      { mode: "ok_garbage", expect: { kind: "outcome_unknown" } },
    ],
    message: buildOutboundMessage({
      to: { externalId: psid, displayName: "Zoé" },
      lastWroteAt: now - 60_000,
      replyTo: { externalId: "m_0", context: {} },
    }),
    expectReceived(_peer, sent) {
      const [request] = lastPeer?.received ?? [];
      if (request === undefined) throw new Error("Nothing was received.");
      const proof = createHmac("sha256", appSecret).update(pageToken).digest("hex");
      expect(request.method).toBe("POST");
      expect(request.url).toBe(`/v23.0/${page.id}/messages?appsecret_proof=${proof}`);
      expect(request.headers.authorization).toBe(`Bearer ${pageToken}`);
      expect(JSON.parse(request.body.toString("utf8"))).toEqual({
        recipient: { id: psid },
        messaging_type: expect.stringMatching(/^RESPONSE$/),
        message: { text: sent.text, metadata: sent.clientRef },
        reply_to: { mid: "m_0" },
      });
    },
  },
});

describe("settings", () => {
  const given = { appId: "700000000000001" };

  test("an app has a number, addresses have no query and nobody's name", () => {
    expect(connector.parseSettings({ ...given, pageToken: ` ${pageToken} `, appSecret })).toEqual({
      ...{ appId: "700000000000001", pageToken, appSecret, replyWindowHours: 24, page: null },
      ...{ graphUrl: "https://graph.facebook.com", graphVersion: "v23.0" },
    });
    for (const graphUrl of ["ftp://x", "https://u:p@x.example", "https://x.example/?a=1", "https://x.example/#a"])
      expect(() => connector.parseSettings({ ...given, graphUrl })).toThrow(/graphUrl/);
    for (const wrong of ["short", "with space in the middle of it", `${pageToken}/../x`])
      expect(() => connector.parseSettings({ ...given, pageToken: wrong })).toThrow(/pageToken/);
    expect(() => connector.parseSettings({ appId: "seven" })).toThrow(/appId/);
    expect(() => connector.parseSettings({ ...given, graphVersion: "24" })).toThrow(/graphVersion/);
    expect(() => connector.parseSettings({ ...given, replyWindowHours: 48 })).toThrow(/replyWindowHours/);
    expect(() => connector.parseSettings({ ...given, extra: 1 })).toThrow(/extra/);
  });

  test("S46 token and app secret are taken out of the settings", () => {
    const split = connector.splitSecrets(connector.parseSettings({ ...given, pageToken, appSecret }));
    expect(split).toMatchObject({ secrets: { pageToken }, endpoint: { appSecret } });
    expect(JSON.stringify(split.settings)).not.toMatch(/EAAG|0123456789abcdef/);
    expect(connector.splitSecrets(connector.parseSettings(given))).toMatchObject({ secrets: {}, endpoint: {} });
  });

  test("Pages of one app share its endpoint", () => {
    const keyOf = (appId: string) => connector.endpointKey?.(connector.parseSettings({ appId }));
    expect(keyOf("700000000000001")).toBe(keyOf("700000000000001"));
    expect(keyOf("700000000000001")).not.toBe(keyOf("700000000000002"));
  });
});

test("S29 the handshake gives the challenge back to whoever knows the token", () => {
  const ask = (token: string) =>
    connector.verify(
      {
        ...{ method: "GET", path: "", url: benchUrl, headers: {}, body: Buffer.alloc(0), receivedAt: now },
        query: { "hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": token },
      },
      endpoint,
      now,
    );
  expect(ask("the-verify-token_0123456789")).toEqual({
    ok: true,
    reply: { status: 200, contentType: "text/plain", body: "1158201444" },
  });
  expect(ask("another")).toMatchObject({ ok: false, status: 403 });
});
