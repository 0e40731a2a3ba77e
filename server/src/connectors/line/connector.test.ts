import { createHmac } from "node:crypto";
import { type LineSettings, lineSettings } from "@guichet/contract";
import { describe, expect, test } from "vitest";
import type { ChannelForConnector, EndpointForConnector } from "../connector.ts";
import {
  benchUrl,
  buildOutboundMessage,
  describeConnector,
  type HttpPeer,
  httpSendCases,
  readFixtures,
  startHttpPeer,
} from "../connector-bench.ts";
import { createLineConnector } from "./connector.ts";

const now = Date.parse("2026-11-22T16:00:00Z");
const token = "bench+token/of+the+LINE+account+0123456789+abcdefghijklmnopqrstuvwxyz=";
const secret = "0123456789abcdef0123456789abcdef";
const endpoint: EndpointForConnector = { id: "endpoint-1", secrets: { channelSecret: [secret] } };
const connector = createLineConnector();
const account = { id: "U11112222333344445555666677778888", name: "Lamp Shop", basicId: "@lampshop" };
let lastPeer: HttpPeer | undefined;

function buildChannel(url: string): ChannelForConnector<LineSettings> {
  return {
    id: "01936f2e-0000-7000-8000-000000000001",
    organizationId: "organization-1",
    endpointId: endpoint.id,
    platform: "line",
    externalId: account.id,
    name: "Lamp Shop",
    settings: lineSettings.parse({ apiUrl: url, dataUrl: url, account }),
    secrets: { accessToken: token },
    endpointSecrets: endpoint.secrets,
  };
}

const sign = (body: Uint8Array, key: string) => ({
  "x-line-signature": createHmac("sha256", key).update(body).digest("base64"),
});
const event = (id: string) => ({
  ...{ type: "message", mode: "active", timestamp: now - 60_000, webhookEventId: `event-${id}` },
  source: { type: "user", userId: "U99998888777766665555444433332222" },
  message: { id, type: "text", text: "fine" },
});

describeConnector(connector, {
  channel: buildChannel("https://line.example"),
  endpoint,
  now,
  fixtures: readFixtures(new URL("./fixtures/", import.meta.url)),
  signing: { secretName: "channelSecret", foreignSecret: "the-secret-of-somebody-else", sign },
  batch: {
    wrap: (events) => Buffer.from(JSON.stringify({ destination: account.id, events })),
    good: event,
    unknownKind: { ...event("x"), type: "hologram" },
  },
  sending: {
    async start() {
      lastPeer = await startHttpPeer('{"sentMessages":[{"id":"461230966842064897","quoteToken":"IStG5h1Tz7b"}]}');
      return { peer: lastPeer, channel: buildChannel(lastPeer.url) };
    },
    cases: [
      ...httpSendCases,
      { mode: "ok_empty", expect: { kind: "outcome_unknown" } },
      { mode: "ok_garbage", expect: { kind: "outcome_unknown" } },
    ],
    message: buildOutboundMessage({
      to: { externalId: "U99998888777766665555444433332222", displayName: "Zoé" },
      replyTo: { externalId: "444573844083572737", context: { quoteToken: "q3Plxr4AgKd" } },
    }),
    expectReceived(_peer, message) {
      const [request] = lastPeer?.received ?? [];
      if (request === undefined) throw new Error("Nothing was received.");
      expect(request).toMatchObject({ method: "POST", url: "/v2/bot/message/push" });
      expect(request.headers).toMatchObject({
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        "x-line-retry-key": message.clientRef,
      });
      expect(JSON.parse(request.body.toString("utf8"))).toEqual({
        to: message.to.externalId,
        messages: [{ type: "text", text: message.text, quoteToken: "q3Plxr4AgKd" }],
      });
    },
  },
});

describe("settings", () => {
  test("both secrets are taken out, one to verify with, one to call with", () => {
    const settings = connector.parseSettings({ channelSecret: ` ${secret} `, accessToken: token });
    expect(settings).toMatchObject({ apiUrl: "https://api.line.me", dataUrl: "https://api-data.line.me" });
    const split = connector.splitSecrets(settings);
    expect(split.secrets).toEqual({ accessToken: token });
    expect(split.endpoint).toEqual({ channelSecret: secret });
    expect(JSON.stringify(split.settings)).not.toContain("bench+token");
    expect(JSON.stringify(split.settings)).not.toContain(secret);
    const kept = connector.splitSecrets(connector.parseSettings({}));
    expect([kept.secrets, kept.endpoint]).toEqual([{}, {}]);
  });

  test("what cannot travel in a header is refused where it was typed", () => {
    for (const accessToken of ["short", "with a blank in the middle", "über-".repeat(10), "x\ny".repeat(10)])
      expect(() => connector.parseSettings({ accessToken })).toThrow(/accessToken/);
    expect(() => connector.parseSettings({ channelSecret: "" })).toThrow(/channelSecret/);
    expect(() => connector.parseSettings({ apiUrl: "ftp://x" })).toThrow(/apiUrl/);
  });
});

describe("verifying", () => {
  const request = (body: string, more: object = {}) => {
    const bytes = Buffer.from(body);
    const base = { method: "POST", url: benchUrl, path: "", query: {}, body: bytes, receivedAt: now };
    return { ...base, headers: sign(bytes, secret), ...more };
  };

  test("S29 other methods and paths are refused", () => {
    expect(connector.verify(request("{}", { method: "GET" }), endpoint, now).ok).toBe(false);
    expect(connector.verify(request("{}", { path: "/x" }), endpoint, now)).toMatchObject({ status: 403 });
  });

  test("LINE's own test of the address is answered, and nothing is stored of it; without its signature it is refused", () => {
    const body = `{"destination":"${account.id}","events":[]}`;
    expect(connector.verify(request(body), endpoint, now)).toMatchObject({ ok: true, reply: { status: 200 } });
    expect(connector.verify(request(body, { headers: {} }), endpoint, now)).toMatchObject({ ok: false, status: 401 });
    const full = JSON.stringify({ destination: account.id, events: [event("1")] });
    expect(connector.verify(request(full), endpoint, now)).toEqual({ ok: true });
  });
});

test("a delivery of a thousand events is read whole", async () => {
  const events = Array.from({ length: 1000 }, (_, index) => event(String(index)));
  const body = Buffer.from(JSON.stringify({ destination: account.id, events }));
  const parsed = await connector.parse({ id: "d", path: "", headers: {}, body, receivedAt: now }, [
    buildChannel("https://line.example"),
  ]);
  expect(parsed.items).toHaveLength(1000);
  expect(parsed.problems).toEqual([]);
});
