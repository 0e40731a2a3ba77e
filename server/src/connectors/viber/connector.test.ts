import { createHmac } from "node:crypto";
import { type ViberSettings, viberSettings } from "@guichet/contract";
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
import { createViberConnector } from "./connector.ts";

const now = Date.parse("2026-11-22T16:00:00Z");
const token = "445da6az1s345z78-dazcczb2542zv51a-e0vc5fva17480im9";
const endpoint: EndpointForConnector = { id: "endpoint-1", secrets: { token: [token] } };
const connector = createViberConnector();
const bot = { id: "pa:75346594275468546724", name: "Lamp Shop", uri: "lampshop" };
let lastPeer: HttpPeer | undefined;

function buildChannel(url: string, changes: Partial<ViberSettings> = {}): ChannelForConnector<ViberSettings> {
  return {
    id: "01936f2e-0000-7000-8000-000000000001",
    organizationId: "organization-1",
    endpointId: endpoint.id,
    platform: "viber",
    externalId: bot.id,
    name: "Lamp Shop",
    settings: { ...viberSettings.parse({ apiUrl: url, bot }), ...changes },
    secrets: { token },
    endpointSecrets: endpoint.secrets,
  };
}

const sign = (body: Uint8Array, key: string) => ({
  "x-viber-content-signature": createHmac("sha256", key).update(body).digest("hex"),
});

describeConnector(connector, {
  channel: buildChannel("https://viber.example"),
  endpoint,
  now,
  fixtures: readFixtures(new URL("./fixtures/", import.meta.url)),
  signing: { secretName: "token", foreignSecret: "the-token-of-somebody-else", sign },
  sending: {
    async start() {
      lastPeer = await startHttpPeer('{"status":0,"status_message":"ok","message_token":5741311803571721087}');
      return { peer: lastPeer, channel: buildChannel(lastPeer.url) };
    },
    cases: [
      ...httpSendOnceCases,
      { mode: "ok_empty", expect: { kind: "outcome_unknown" } },
      { mode: "ok_garbage", expect: { kind: "outcome_unknown" } },
    ],
    message: buildOutboundMessage({ to: { externalId: "01234567890A=", displayName: "Elena" } }),
    expectReceived(_peer, message) {
      const [request] = lastPeer?.received ?? [];
      if (request === undefined) throw new Error("Nothing was received.");
      expect(request).toMatchObject({ method: "POST", url: "/pa/send_message" });
      expect(request.headers["x-viber-auth-token"]).toBe(token);
      expect(JSON.parse(request.body.toString("utf8"))).toEqual({
        receiver: "01234567890A=",
        min_api_version: 1,
        sender: { name: "Lamp Shop" },
        tracking_data: message.clientRef,
        type: "text",
        text: message.text,
      });
    },
  },
});

const request = (body: string, more: object = {}) => {
  const bytes = Buffer.from(body);
  const base = { method: "POST", url: benchUrl, path: "", query: {}, body: bytes, receivedAt: now };
  return { ...base, headers: sign(bytes, token), ...more };
};

describe("settings", () => {
  test("the token is taken out, to call with and to verify with", () => {
    const settings = connector.parseSettings({ token: ` ${token} ` });
    expect(settings).toMatchObject({ token, apiUrl: "https://chatapi.viber.com", senderName: null, welcome: null });
    const split = connector.splitSecrets(settings);
    expect([split.secrets, split.endpoint]).toEqual([{ token }, { token }]);
    expect(JSON.stringify(split.settings)).not.toContain(token);
    const kept = connector.splitSecrets(connector.parseSettings({}));
    expect([kept.secrets, kept.endpoint]).toEqual([{}, {}]);
    for (const wrong of ["short", "with a blank in it all", `${token}/..`])
      expect(() => connector.parseSettings({ token: wrong })).toThrow(/token/);
    expect(() => connector.parseSettings({ senderName: "x".repeat(29) })).toThrow(/senderName/);
  });
});

describe("verifying", () => {
  test("S29 other methods and paths are refused; a signature in the address is as good as one in the header", () => {
    expect(connector.verify(request("{}", { method: "GET" }), endpoint, now).ok).toBe(false);
    expect(connector.verify(request("{}", { path: "/x" }), endpoint, now)).toMatchObject({ status: 403 });
    const sig = sign(Buffer.from("{}"), token)["x-viber-content-signature"];
    expect(connector.verify(request("{}", { headers: {}, query: { sig } }), endpoint, now).ok).toBe(true);
    const wrong = { headers: {}, query: { sig: "0".repeat(64) } };
    expect(connector.verify(request("{}", wrong), endpoint, now).ok).toBe(false);
  });

  test("the call during set_webhook is answered with 200, and nothing is stored of it", () => {
    const body = '{"event":"webhook","timestamp":1457764197627,"message_token":241256543215}';
    expect(connector.verify(request(body), endpoint, now)).toMatchObject({ ok: true, reply: { status: 200 } });
    expect(connector.verify(request(body, { headers: {} }), endpoint, now).ok).toBe(false);
  });
});

describe("the welcome", () => {
  const started = (more: object = {}) =>
    request(JSON.stringify({ event: "conversation_started", user: { id: "a" }, subscribed: false, ...more }));
  const channel = buildChannel("https://viber.example", { welcome: "Bienvenue chez Lumen", senderName: "Lumen" });

  test("answers whoever opens the chat for the first time, within the 200", () => {
    const answer = connector.answer?.(started(), [channel]);
    expect(answer?.contentType).toBe("application/json");
    expect(JSON.parse(answer?.body ?? "")).toEqual({
      ...{ type: "text", text: "Bienvenue chez Lumen", sender: { name: "Lumen" }, min_api_version: 1 },
    });
  });

  test("nobody else: who is subscribed, other callbacks, or where there is none", () => {
    expect(connector.answer?.(started({ subscribed: true }), [channel])).toBeUndefined();
    expect(connector.answer?.(started({ event: "message", text: "conversation_started" }), [channel])).toBeUndefined();
    expect(connector.answer?.(started(), [buildChannel("https://viber.example")])).toBeUndefined();
    expect(connector.answer?.(request("conversation_started"), [channel])).toBeUndefined();
    expect(connector.answer?.(started(), [])).toBeUndefined();
  });
});
