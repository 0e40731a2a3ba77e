import { type SmsSettings, smsSettings } from "@guichet/contract";
import { describe, expect, test } from "vitest";
import { sign } from "../../../../simulator/src/twilio/sign.ts";
import type { ChannelForConnector, EndpointForConnector, RawRequest } from "../connector.ts";
import {
  benchUrl,
  buildOutboundMessage,
  describeConnector,
  type HttpPeer,
  httpSendOnceCases,
  readFixtures,
  startHttpPeer,
} from "../connector-bench.ts";
import { createSmsConnector } from "./connector.ts";
import { hashOf, signatureOf, signedParams } from "./signature.ts";

const now = Date.parse("2026-11-22T18:00:00Z");
const token = "0123456789abcdef0123456789abcdef";
const accountSid = `AC${"0a1b2c3d".repeat(4)}`;
const endpoint: EndpointForConnector = { id: "endpoint-1", secrets: { authToken: [token] } };
const connector = createSmsConnector();
let lastPeer: HttpPeer | undefined;

function buildChannel(url: string): ChannelForConnector<SmsSettings> {
  return {
    id: "01936f2e-0000-7000-8000-000000000001",
    organizationId: "organization-1",
    endpointId: endpoint.id,
    platform: "sms",
    externalId: "+14155550100",
    name: "Lamp Shop",
    settings: smsSettings.parse({ accountSid, sender: "+14155550100", apiUrl: url, messagingUrl: url }),
    secrets: { authToken: token },
    endpointSecrets: endpoint.secrets,
  };
}

const signed = (url: string, body: Uint8Array, key: string) => ({
  "x-twilio-signature": sign(key, url, new URLSearchParams(Buffer.from(body).toString("utf8"))),
});

describeConnector(connector, {
  channel: buildChannel("https://twilio.example"),
  endpoint,
  now,
  fixtures: readFixtures(new URL("./fixtures/", import.meta.url)),
  signing: {
    secretName: "authToken",
    foreignSecret: "fedcba9876543210fedcba9876543210",
    sign: (body, key) => signed(benchUrl, body, key),
    // What a form says is signed, not how it is written; see below.
    coversBody: false,
  },
  sending: {
    async start() {
      lastPeer = await startHttpPeer(
        JSON.stringify({ sid: `SM${"1".repeat(32)}`, status: "queued", error_code: null }),
      );
      return { peer: lastPeer, channel: buildChannel(lastPeer.url) };
    },
    cases: [
      ...httpSendOnceCases,
      { mode: "ok_empty", expect: { kind: "outcome_unknown" } },
      { mode: "ok_garbage", expect: { kind: "outcome_unknown" } },
    ],
    message: buildOutboundMessage({ to: { externalId: "+33612345678", displayName: "Zoé" } }),
    expectReceived(_peer, message) {
      const [request] = lastPeer?.received ?? [];
      if (request === undefined) throw new Error("Nothing was received.");
      expect(request).toMatchObject({ method: "POST", url: `/2010-04-01/Accounts/${accountSid}/Messages.json` });
      expect(request.headers.authorization).toBe(`Basic ${btoa(`${accountSid}:${token}`)}`);
      expect(request.headers["content-type"]).toBe("application/x-www-form-urlencoded");
      expect([...new URLSearchParams(request.body.toString("utf8"))]).toEqual([
        ["To", "+33612345678"],
        ["From", "+14155550100"],
        ["Body", message.text],
        ["StatusCallback", `https://guichet.example/webhooks/sms/endpoint-1/statuses/${message.clientRef}`],
      ]);
    },
  },
});

describe("settings", () => {
  const given = { accountSid, authToken: token, sender: "+1 (415) 555-0100" };

  test("a number is taken as people write it, a service and a short code as they are", () => {
    expect(connector.parseSettings(given)).toMatchObject({
      ...{ sender: "+14155550100", apiUrl: "https://api.twilio.com", messagingUrl: "https://messaging.twilio.com" },
      account: null,
    });
    expect(connector.parseSettings({ ...given, sender: "0033 6 12 34 56 78" }).sender).toBe("+33612345678");
    expect(connector.parseSettings({ ...given, sender: "12345" }).sender).toBe("12345");
    expect(connector.parseSettings({ ...given, sender: "LUMEN" }).sender).toBe("LUMEN");
    expect(connector.parseSettings({ ...given, sender: `mg${"AB".repeat(16)}` }).sender).toBe(`MG${"ab".repeat(16)}`);
  });

  test.each([
    [{ accountSid: "SK1" }, /accountSid/],
    [{ authToken: "short" }, /authToken/],
    [{ sender: "06 12 34 56 78 90 12 34 56" }, /sender/],
    [{ sender: "" }, /sender/],
    [{ apiKeySid: "AC1" }, /apiKeySid/],
    [{ apiKeySecret: "x".repeat(32) }, /apiKeySid/],
    [{ apiUrl: "https://u:p@x.example" }, /apiUrl/],
    [{ apiUrl: "https://x.example/?a=1" }, /apiUrl/],
    [{ extra: 1 }, /extra/],
  ])("%j is refused by its field", (change, field) => {
    expect(() => connector.parseSettings({ ...given, ...change })).toThrow(field);
  });

  test("S46 secrets are taken out; the auth token verifies deliveries, too", () => {
    const key = { apiKeySid: `SK${"1".repeat(32)}`, apiKeySecret: "key-secret-key-secret-key-secret" };
    const split = connector.splitSecrets(connector.parseSettings({ ...given, ...key }));
    expect(split).toMatchObject({
      secrets: { authToken: token, apiKeySecret: key.apiKeySecret },
      endpoint: { authToken: token },
    });
    expect(JSON.stringify(split.settings)).not.toMatch(/0123456789abcdef|key-secret/);
    const kept = connector.splitSecrets(connector.parseSettings({ accountSid, sender: "12345" }));
    expect(kept).toMatchObject({ secrets: {}, endpoint: {} });
  });

  test("what is answered to a delivery is nothing that Twilio would send to the contact", () => {
    expect(connector.accepted).toEqual({ contentType: "text/xml", body: "<Response/>" });
  });
});

describe("Twilio's signature", () => {
  const body = Buffer.from("Body=Hi&From=%2B336&To=%2B1415");
  const request = (change: Partial<RawRequest> = {}): RawRequest => ({
    ...{ method: "POST", url: benchUrl, path: "", query: {}, body, receivedAt: now },
    headers: signed(benchUrl, body, token),
    ...change,
  });
  const verdict = (change: Partial<RawRequest>) => connector.verify(request(change), endpoint, now);

  test("S29 is the one of Twilio's own example", () => {
    // From "Validating Signatures from Twilio" in its documentation.
    const params = { CallSid: "CA1234567890ABCDE", Caller: "+14158675309", Digits: "1234", From: "+14158675309" };
    const pairs = Object.entries({ ...params, To: "+18005551212" });
    const url = "https://mycompany.com/myapp.php?foo=1&bar=2";
    expect(signatureOf("12345", url, signedParams(pairs))).toBe("RSOYDt4T1cUTdK1PDd93/VVr8B8=");
  });

  test("S29 covers every parameter, known or not, and the whole address", () => {
    expect(verdict({}).ok).toBe(true);
    for (const changed of ["Body=Hi", "Body=Ho&From=%2B336&To=%2B1415", `${body}&New=`, `${body}&New=1`])
      expect(verdict({ body: Buffer.from(changed) })).toMatchObject({ ok: false, status: 401 });
    expect(verdict({ url: `${benchUrl}?a=1` }).ok).toBe(false);
    expect(verdict({ url: benchUrl.replace("care", "other") }).ok).toBe(false);
    const empty = Buffer.from("To=&Body=&Unheard=x");
    expect(verdict({ body: empty, headers: signed(benchUrl, empty, token) }).ok).toBe(true);
  });

  test("S29 a repeated name counts with each of its values once, sorted", () => {
    const twice = Buffer.from("MediaUrl=b&MediaUrl=a&MediaUrl=b");
    const headers = { "x-twilio-signature": signatureOf(token, benchUrl, "MediaUrlaMediaUrlb") };
    expect(verdict({ body: twice, headers }).ok).toBe(true);
  });

  test("S29 a form of very many parts is refused before anything is done with it", () => {
    const post = (count: number) => {
      const form = Buffer.from(Array.from({ length: count }, (_, index) => `p${index}=1`).join("&"));
      return verdict({ body: form, headers: signed(benchUrl, form, token) });
    };
    expect(post(500).ok).toBe(true);
    expect(post(501)).toMatchObject({ ok: false, status: 401, reason: expect.stringContaining("so many parts") });
  });

  test.each([
    ["https://care.example/hook", "https://care.example:443/hook"],
    ["https://care.example:443/hook", "https://care.example/hook"],
    ["http://care.example/hook", "http://care.example:80/hook"],
    ["https://care.example:8443/hook", "https://care.example/hook"],
    ["https://care.example:8443/hook?a=b", "https://care.example:8443/hook?a=b"],
    ["https://care.example/hook?a=it%27s", "https://care.example/hook?a=it's"],
    ["https://care.example/hook?a=it's&b=c+d", "https://care.example/hook?a=it's&b=c+d"],
    ["https://care.example/hook?a=b#rc=3", "https://care.example/hook?a=b"],
  ])("S29 %s may have been signed as %s", (url, signedAs) => {
    expect(verdict({ url, headers: signed(signedAs, body, token) }).ok).toBe(true);
  });

  test("S29 JSON is signed by its hash in the address", () => {
    const json = Buffer.from('[{"MessageSid":"SM1234567890","Body":"é"}]');
    const url = `${benchUrl}?bodySHA256=${hashOf(json)}`;
    const headers = { "x-twilio-signature": signatureOf(token, url, "") };
    expect(verdict({ url, body: json, headers }).ok).toBe(true);
    expect(verdict({ url, body: Buffer.from(json.toString().replace("é", "e")), headers }).ok).toBe(false);
    expect(verdict({ url: benchUrl, body: json, headers: signed(benchUrl, Buffer.from(""), token) }).ok).toBe(false);
  });

  test("S29 other methods and paths are refused", () => {
    expect(verdict({ method: "GET" }).ok).toBe(false);
    expect(verdict({ path: "/x" })).toMatchObject({ status: 403 });
    expect(verdict({ path: "/statuses/01936f2e-7c1a-7b3c-8d4e-5f6071829304/1-2" }).ok).toBe(true);
  });
});
