import { createHmac } from "node:crypto";
import { type XSettings, xSettings } from "@guichet/contract";
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
import { createXConnector } from "./connector.ts";

const now = Date.parse("2026-11-22T16:00:00Z");
const consumerSecret = "bench-secret-of-the-app-0123456789-abcdefghijklmno";
const secrets = {
  accessToken: "1460323737035677698-benchtoken0123456789",
  accessTokenSecret: "bench-secret-of-the-token-0123456789",
};
const endpoint: EndpointForConnector = { id: "endpoint-1", secrets: { consumerSecret: [consumerSecret] } };
const connector = createXConnector();
const account = { id: "1460323737035677698", name: "Lamp Shop", handle: "lampshop" };
const zoe = "1460323737035678707";
let lastPeer: HttpPeer | undefined;

function buildChannel(apiUrl: string): ChannelForConnector<XSettings> {
  return {
    id: "01936f2e-0000-7000-8000-000000000001",
    organizationId: "organization-1",
    endpointId: endpoint.id,
    platform: "x",
    externalId: account.id,
    name: "Lamp Shop",
    settings: xSettings.parse({ consumerKey: "benchConsumerKey012345", apiUrl, account }),
    secrets,
    endpointSecrets: endpoint.secrets,
  };
}

const sign = (body: Uint8Array, key: string) => ({
  "x-twitter-webhooks-signature": `sha256=${createHmac("sha256", key).update(body).digest("base64")}`,
});
const event = (id: string) => ({
  ...{ type: "message_create", id, created_timestamp: String(now - 1000) },
  message_create: { target: { recipient_id: account.id }, sender_id: zoe, message_data: { text: "fine" } },
});

describeConnector(connector, {
  channel: buildChannel("https://x.example"),
  endpoint,
  now,
  fixtures: readFixtures(new URL("./fixtures/", import.meta.url)),
  signing: { secretName: "consumerSecret", foreignSecret: "the-secret-of-somebody-else", sign },
  batch: {
    wrap: (events) => Buffer.from(JSON.stringify({ for_user_id: account.id, direct_message_events: events })),
    good: event,
    unknownKind: { ...event("x"), type: "hologram" },
  },
  sending: {
    async start() {
      lastPeer = await startHttpPeer('{"data":{"dm_conversation_id":"1-2","dm_event_id":"2127412008016936974"}}');
      return { peer: lastPeer, channel: buildChannel(lastPeer.url) };
    },
    cases: [
      ...httpSendOnceCases,
      { mode: "ok_empty", expect: { kind: "outcome_unknown" } },
      { mode: "ok_garbage", expect: { kind: "outcome_unknown" } },
    ],
    message: buildOutboundMessage({ to: { externalId: zoe, displayName: "Zoé" } }),
    expectReceived(_peer, message) {
      const [request] = lastPeer?.received ?? [];
      if (request === undefined) throw new Error("Nothing was received.");
      expect(request).toMatchObject({ method: "POST", url: `/2/dm_conversations/with/${zoe}/messages` });
      expect(request.headers.authorization).toMatch(
        /^OAuth oauth_consumer_key="benchConsumerKey012345", oauth_nonce="\w{32}"/,
      );
      expect(JSON.parse(request.body.toString("utf8"))).toEqual({ text: message.text });
    },
  },
});

describe("settings", () => {
  const given = { consumerKey: "benchConsumerKey012345" };

  test("all secrets are taken out, the app's own to verify with", () => {
    const settings = connector.parseSettings({ ...given, ...secrets, consumerSecret: ` ${consumerSecret} ` });
    expect(settings).toMatchObject({ apiUrl: "https://api.x.com", mediaUrl: "https://ton.x.com", autoSplit: true });
    const split = connector.splitSecrets(settings);
    expect([split.secrets, split.endpoint]).toEqual([secrets, { consumerSecret }]);
    expect(JSON.stringify(split.settings)).not.toMatch(/bench-secret|benchtoken/);
    const kept = connector.splitSecrets(connector.parseSettings(given));
    expect([kept.secrets, kept.endpoint]).toEqual([{}, {}]);
  });

  test("W154 there are ten searches at most, none of them empty", () => {
    expect(() => connector.parseSettings({ ...given, searchQueries: Array(11).fill("a") })).toThrow(/searchQueries/);
    expect(() => connector.parseSettings({ ...given, searchQueries: [" "] })).toThrow(/searchQueries/);
    expect(() => connector.parseSettings({ ...given, accessToken: "with a blank in the middle" })).toThrow(
      /accessToken/,
    );
  });

  test("accounts of one app share its address", () => {
    const one = connector.parseSettings(given);
    expect(connector.endpointKey?.(one)).toBe(connector.endpointKey?.({ ...one, searchQueries: ["a"] }));
    expect(connector.endpointKey?.(one)).not.toBe(connector.endpointKey?.({ ...one, consumerKey: "anotherKey0123" }));
  });
});

describe("verifying", () => {
  const request = (more: object) => {
    const base = { method: "GET", url: benchUrl, path: "", headers: {}, body: new Uint8Array(), receivedAt: now };
    return { ...base, query: {}, ...more };
  };

  test("S29 the challenge is answered with the app's secret, the newest during a rotation", () => {
    const verdict = connector.verify(request({ query: { crc_token: "abc_DEF-123" } }), endpoint, now);
    const right = createHmac("sha256", consumerSecret).update("abc_DEF-123").digest("base64");
    expect(verdict).toMatchObject({
      ok: true,
      reply: { status: 200, body: JSON.stringify({ response_token: `sha256=${right}` }) },
    });
    const rotated = { id: "e", secrets: { consumerSecret: [consumerSecret, "the-former-one"] } };
    expect(connector.verify(request({ query: { crc_token: "abc_DEF-123" } }), rotated, now)).toEqual(verdict);
  });

  test("S29 nobody has a delivery signed by calling it a challenge", () => {
    for (const crc_token of ["", "{}", '{"for_user_id":"1"}', " {}", "[]", "x".repeat(501)])
      expect(connector.verify(request({ query: { crc_token } }), endpoint, now).ok).toBe(false);
    expect(connector.verify(request({ query: { crc_token: "a" } }), { id: "e", secrets: {} }, now).ok).toBe(false);
    // What could have been signed as a challenge is no delivery, though its signature is right.
    for (const body of ["1", "abc", "x".repeat(500)].map((one) => Buffer.from(one))) {
      const given = { method: "POST" as const, body, headers: sign(body, consumerSecret) };
      expect(connector.verify(request(given), endpoint, now)).toMatchObject({ ok: false, status: 401 });
    }
  });

  test("S29 other methods and paths are refused", () => {
    const headers = sign(new Uint8Array(), consumerSecret);
    expect(connector.verify(request({ method: "PUT", headers }), endpoint, now).ok).toBe(false);
    expect(connector.verify(request({ method: "POST", headers, path: "/x" }), endpoint, now)).toMatchObject({
      status: 403,
    });
  });
});

test("two accounts of one app: each is told by whose news it is", async () => {
  const other = { ...buildChannel("https://x.example"), externalId: "77" };
  const body = Buffer.from(JSON.stringify({ for_user_id: "77", direct_message_events: [event("1")] }));
  const delivery = { id: "d", path: "", headers: {}, body, receivedAt: now };
  const parsed = await connector.parse(delivery, [buildChannel("https://x.example"), other]);
  expect(parsed.items.map((item) => item.channelExternalId)).toEqual(["77"]);
});
