import { createHmac } from "node:crypto";
import { type WhatsappSettings, whatsappSettings } from "@guichet/contract";
import { describe, expect, test } from "vitest";
import { escapeAsMeta } from "../../../../simulator/src/meta/deliver.ts";
import type { ChannelForConnector, EndpointForConnector } from "../connector.ts";
import {
  benchUrl,
  buildOutboundFile,
  buildOutboundMessage,
  describeConnector,
  type HttpPeer,
  httpSendOnceCases,
  readFixtures,
  startHttpPeer,
} from "../connector-bench.ts";
import { createWhatsappConnector } from "./connector.ts";
import { planSends } from "./plan-sends.ts";
import { targetOf } from "./target.ts";

const now = Date.parse("2026-11-22T16:00:00Z");
const token = "EAAG-bench-token-of-a-system-user-0123456789ZDZD";
const secret = "0123456789abcdef0123456789abcdef";
const endpoint: EndpointForConnector = {
  id: "endpoint-1",
  secrets: { appSecret: [secret], verifyToken: ["verify-me"] },
};
const connector = createWhatsappConnector();
const given = { appId: "700000000000001", wabaId: "102290129340398", phoneNumberId: "106540352242922" };
let lastPeer: HttpPeer | undefined;

function buildChannel(url: string): ChannelForConnector<WhatsappSettings> {
  return {
    id: "01936f2e-0000-7000-8000-000000000001",
    organizationId: "organization-1",
    endpointId: endpoint.id,
    platform: "whatsapp",
    externalId: given.phoneNumberId,
    name: "Lamp Shop",
    settings: whatsappSettings.parse({
      ...given,
      graphUrl: url,
      number: { display: "+1 555-078-3881", name: "Lamp Shop" },
    }),
    secrets: { token },
    endpointSecrets: endpoint.secrets,
  };
}

const sign = (body: Uint8Array, key: string) => ({
  "x-hub-signature-256": `sha256=${createHmac("sha256", key).update(body).digest("hex")}`,
});
const frame = (messages: readonly unknown[]) => ({
  object: "whatsapp_business_account",
  entry: [
    {
      id: given.wabaId,
      changes: [
        { field: "messages", value: { metadata: { phone_number_id: given.phoneNumberId }, messages: [...messages] } },
      ],
    },
  ],
});
const answered = {
  messaging_product: "whatsapp",
  contacts: [{ input: "33612345678", wa_id: "33612345678" }],
  messages: [{ id: "wamid.SENT" }],
};

describeConnector(connector, {
  channel: buildChannel("https://graph.example"),
  endpoint,
  now,
  fixtures: readFixtures(new URL("./fixtures/", import.meta.url)),
  signing: { secretName: "appSecret", foreignSecret: "ffffffffffffffffffffffffffffffff", sign },
  batch: {
    wrap: (elements) => Buffer.from(JSON.stringify(frame(elements))),
    good: (id) => ({ id, from: "33612345678", timestamp: "1795363140", type: "text", text: { body: "hi" } }),
    unknownKind: { id: "wamid.X", from: "33612345678", type: "hologram", hologram: {} },
  },
  sending: {
    async start() {
      lastPeer = await startHttpPeer(JSON.stringify(answered));
      return { peer: lastPeer, channel: buildChannel(lastPeer.url) };
    },
    cases: [
      ...httpSendOnceCases,
      { mode: "ok_empty", expect: { kind: "outcome_unknown" } },
      { mode: "ok_garbage", expect: { kind: "outcome_unknown" } },
    ],
    message: buildOutboundMessage({
      to: { externalId: "33612345678", displayName: "Zoé" },
      replyTo: { externalId: "wamid.A1", context: {} },
    }),
    expectReceived(_peer, message) {
      const [request] = lastPeer?.received ?? [];
      if (request === undefined) throw new Error("Nothing was received.");
      const url = new URL(request.url, "http://peer");
      expect([request.method, url.pathname]).toEqual(["POST", `/v23.0/${given.phoneNumberId}/messages`]);
      expect(url.searchParams.get("appsecret_proof")).toBe(createHmac("sha256", secret).update(token).digest("hex"));
      expect(request.url).not.toContain(token);
      expect(request.headers.authorization).toBe(`Bearer ${token}`);
      expect(JSON.parse(request.body.toString("utf8"))).toEqual({
        messaging_product: "whatsapp",
        recipient_type: "individual",
        to: "33612345678",
        context: { message_id: "wamid.A1" },
        biz_opaque_callback_data: message.clientRef,
        type: "text",
        text: { body: message.text, preview_url: false },
      });
    },
  },
});

test("S29 a body as Meta writes it, with escapes, is verified over its bytes and read as what it says", async () => {
  const body = Buffer.from(
    escapeAsMeta(JSON.stringify(frame([{ id: "wamid.E", from: "1555", type: "text", text: { body: "Ça / 😀" } }]))),
  );
  expect(body.toString()).toContain("\\u00c7a \\/ \\ud83d\\ude00");
  const request = {
    method: "POST",
    url: benchUrl,
    path: "",
    query: {},
    headers: sign(body, secret),
    body,
    receivedAt: now,
  };
  expect(connector.verify(request, endpoint, now)).toEqual({ ok: true });
  const delivery = { id: "d", path: "", headers: {}, body, receivedAt: now };
  const { items } = await connector.parse(delivery, [buildChannel("https://graph.example")]);
  expect(items).toMatchObject([{ text: "Ça / 😀" }]);
});

describe("settings", () => {
  test("S46 secrets are taken out; the app's belongs to the endpoint, which numbers of one app share", () => {
    const settings = connector.parseSettings({ ...given, appSecret: secret, token, pin: "123456" });
    const split = connector.splitSecrets(settings);
    expect(split).toMatchObject({ secrets: { token, pin: "123456" }, endpoint: { appSecret: secret } });
    expect(JSON.stringify(split.settings)).not.toMatch(new RegExp(`${token}|${secret}|123456`));
    const keyOf = (changes: object) => connector.endpointKey?.(connector.parseSettings({ ...given, ...changes }));
    expect(keyOf({ phoneNumberId: "106540352242923" })).toBe(keyOf({}));
    expect(keyOf({ appId: "700000000000002" })).not.toBe(keyOf({}));
    expect(keyOf({ graphUrl: "https://graph.example" })).not.toBe(keyOf({}));
    const kept = connector.splitSecrets(connector.parseSettings(given));
    expect([kept.secrets, kept.endpoint]).toEqual([{}, {}]);
  });

  test.each([
    ["appId", "my app"],
    ["appSecret", "short"],
    ["token", "abc"],
    ["wabaId", "12"],
    ["phoneNumberId", "+33612345678"],
    ["pin", "12345"],
    ["graphUrl", "https://u:p@graph.example"],
    ["graphVersion", "23"],
  ])("%s is checked", (field, value) => {
    expect(() => connector.parseSettings({ ...given, [field]: value })).toThrow(new RegExp(field));
  });
});

test.each([
  [{ externalId: "33612345678" }, { to: "33612345678" }],
  [{ externalId: "33612345678", aliases: ["FR.134", "33699999999"] }, { to: "33699999999" }],
  [{ externalId: "FR.13491208655302741918" }, { recipient: "FR.13491208655302741918" }],
  [{ externalId: "FR.134", aliases: ["33612345678"] }, { to: "33612345678" }],
  [{ externalId: "Y2FwaV9ncm91cDox" }, { to: "Y2FwaV9ncm91cDox", recipient_type: "group" }],
  [{ externalId: "a b" }, undefined],
])("%j is written to at %j", (to, target) => {
  const found = targetOf({ displayName: "", ...to });
  if (target === undefined) expect(found).toBeUndefined();
  else expect(found).toMatchObject(target);
});

describe("one message as its calls", () => {
  const file = (type: string, size = 10) => buildOutboundFile(new Uint8Array(1), { type, size });
  test.each([
    ["image/jpeg", 10, "image"],
    ["image/png", 6 * 1024 * 1024, "document"],
    ["image/webp", 10, "document"],
    ["video/mp4", 10, "video"],
    ["video/mp4", 17 * 1024 * 1024, "document"],
    ["audio/ogg; codecs=opus", 10, "audio"],
    ["application/pdf", 10, "document"],
  ])("%s of %d bytes travels as %s", (type, size, kind) => {
    expect(planSends({ text: "", files: [file(type, size)] })).toMatchObject([{ kind, caption: "" }]);
  });

  test("a short text is the first file's caption; a sound has none; a long text goes before, in pieces", () => {
    const short = planSends({ text: "Voilà", files: [file("image/png"), file("image/png")] });
    expect(short).toMatchObject([{ caption: "Voilà" }, { caption: "" }]);
    const sound = planSends({ text: "Voilà", files: [file("audio/ogg")] });
    expect(sound).toMatchObject([{ type: "text", text: "Voilà" }, { caption: "" }]);
    const long = planSends({ text: "x ".repeat(3000), files: [file("image/png")] });
    expect(long.map(({ type }) => type)).toEqual(["text", "text", "file"]);
  });
});
