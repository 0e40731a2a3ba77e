import { isUtf8 } from "node:buffer";
import { createHmac } from "node:crypto";
import { type ApiSettings, apiOutbound } from "@guichet/contract";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ChannelForConnector, EndpointForConnector, RawRequest } from "../connector.ts";
import {
  benchUrl,
  buildOutboundMessage,
  createRecordingContext,
  describeConnector,
  type HttpPeer,
  httpSendCases,
  type RecordingContext,
  readFixtures,
  startHttpPeer,
} from "../connector-bench.ts";
import { createApiConnector } from "./connector.ts";
import { makeSigningSecret } from "./sign.ts";

const now = Date.parse("2026-11-22T16:00:00Z");
const secret = makeSigningSecret();
const endpoint: EndpointForConnector = { id: "endpoint-1", secrets: { signing: [secret] } };
const channel = buildChannel("https://erp.example/hook");
const connector = createApiConnector();
let lastPeer: HttpPeer | undefined;

function buildChannel(outboundUrl: string, signing: readonly string[] = [secret]): ChannelForConnector<ApiSettings> {
  return {
    id: "01936f2e-0000-7000-8000-000000000001",
    organizationId: "organization-1",
    endpointId: endpoint.id,
    platform: "api",
    externalId: "01936f2e-0000-7000-8000-000000000001",
    name: "ERP",
    settings: { outboundUrl },
    secrets: {},
    endpointSecrets: { signing },
  };
}

/** Signed by the reference library, so that our own signing cannot agree with itself alone. */
function signByReference(body: Uint8Array, key: string, at: number): Record<string, string> {
  const timestamp = new Date(at);
  const signer = key === "" ? new Webhook("AAAA") : new Webhook(key);
  return {
    "webhook-id": "delivery-1",
    "webhook-timestamp": String(Math.floor(at / 1000)),
    "webhook-signature": signer.sign("delivery-1", timestamp, Buffer.from(body).toString("utf8")),
  };
}

describeConnector(connector, {
  channel,
  endpoint,
  now,
  fixtures: readFixtures(new URL("./fixtures/", import.meta.url)),
  signing: { secretName: "signing", foreignSecret: makeSigningSecret(), sign: signAnyBytes, toleranceMs: 300_000 },
  batch: {
    wrap: (events) => Buffer.from(JSON.stringify({ events })),
    good: (id) => ({ type: "message", id, contact: { id: "c-1" }, text: "fine" }),
    unknownKind: { type: "video_call", id: "v-1" },
  },
  sending: {
    async start() {
      lastPeer = await startHttpPeer('{"id":"erp-77","more":1}');
      return { peer: lastPeer, channel: buildChannel(`${lastPeer.url}/hook?a=1`) };
    },
    cases: [...httpSendCases, { mode: "ok_empty", expect: "ok" }, { mode: "ok_garbage", expect: "ok" }],
    message: buildOutboundMessage({
      replyTo: { externalId: "shop-1", context: {} },
      visibility: "public",
      threadKey: "post-9",
      template: { name: "order_ready", language: "en", parameters: { "1": "77" } },
    }),
    expectReceived(_peer, message) {
      const [request] = lastPeer?.received ?? [];
      if (request === undefined) throw new Error("Nothing was received.");
      expect(request).toMatchObject({ method: "POST", url: "/hook?a=1" });
      expect(request.headers).toMatchObject({ "content-type": "application/json", "webhook-id": message.clientRef });
      const body = apiOutbound.parse(new Webhook(secret).verify(request.body.toString("utf8"), request.headers));
      const { clientRef: id, text } = message;
      expect(body.data).toEqual({
        id,
        text,
        contact: { id: "contact-1" },
        replyTo: "shop-1",
        privateReplyTo: null,
        visibility: "public",
        thread: "post-9",
        agent: { name: "Grace" },
        template: { name: "order_ready", language: "en", parameters: { "1": "77" } },
        files: [],
      });
    },
  },
});

/** The reference library signs text only; for a recording that is not UTF-8 the formula is written out. */
function signAnyBytes(body: Uint8Array, key: string, at: number): Record<string, string> {
  const headers = signByReference(body, key, at);
  if (isUtf8(body)) return headers;
  const content = Buffer.concat([Buffer.from(`delivery-1.${headers["webhook-timestamp"]}.`), body]);
  const digest = createHmac("sha256", Buffer.from(key.slice("whsec_".length), "base64"))
    .update(content)
    .digest("base64");
  return { ...headers, "webhook-signature": `v1,${digest}` };
}

describe("I17 several secrets", () => {
  const body = Buffer.from('{"type":"typing","on":true,"contact":{"id":"c"}}');
  const request = (headers: Record<string, string>): RawRequest => {
    return { method: "POST", url: benchUrl, path: "", query: {}, headers, body, receivedAt: now };
  };

  test("a header with several signatures is accepted when one of them is right", () => {
    const right = signByReference(body, secret, now);
    const other = signByReference(body, makeSigningSecret(), now)["webhook-signature"];
    const several = { ...right, "webhook-signature": `v1a,AAAA ${other} ${right["webhook-signature"]}` };
    expect(connector.verify(request(several), endpoint, now)).toEqual({ ok: true });
    const flood = { ...right, "webhook-signature": `${`${other} `.repeat(5000)}${right["webhook-signature"]}` };
    expect(connector.verify(request(flood), endpoint, now).ok).toBe(false);
  });

  test("S29 other methods and other paths are refused", () => {
    const signed = request(signByReference(body, secret, now));
    expect(connector.verify({ ...signed, method: "GET" }, endpoint, now).ok).toBe(false);
    expect(connector.verify({ ...signed, path: "/admin" }, endpoint, now)).toMatchObject({ ok: false, status: 403 });
    expect(connector.verify({ ...signed, path: "/statuses" }, endpoint, now).ok).toBe(true);
  });

  test("made secrets fit the reference library, and the shown one is the one that signs", () => {
    const made = connector.makeSecrets?.();
    expect(made?.shown).toEqual(made?.endpoint);
    expect(() => new Webhook(made?.shown.signing ?? "")).not.toThrow();
    expect(Buffer.from((made?.shown.signing ?? "").slice(6), "base64")).toHaveLength(32);
  });
});

describe("I17 sending", () => {
  let peer: HttpPeer;
  let context: RecordingContext;
  beforeAll(async () => {
    peer = await startHttpPeer('{"id":"erp-77"}');
    context = createRecordingContext();
  });
  afterAll(() => Promise.all([peer.stop(), context.stop()]));

  test("during a rotation both secrets verify what we send, by the reference library", async () => {
    const keys = [makeSigningSecret(), makeSigningSecret()];
    peer.behave("ok");
    const result = await connector.send(buildOutboundMessage(), buildChannel(peer.url, keys), context.ctx);
    expect(result).toEqual({ ok: true, externalId: "erp-77" });
    const [request] = peer.received;
    for (const key of keys) {
      expect(() => new Webhook(key).verify(request?.body.toString("utf8") ?? "", request?.headers ?? {})).not.toThrow();
    }
    expect(() => new Webhook(secret).verify(request?.body.toString("utf8") ?? "", request?.headers ?? {})).toThrow();
  });

  test("a redirect is not followed", async () => {
    peer.behave("redirect");
    await connector.send(buildOutboundMessage(), buildChannel(peer.url), context.ctx);
    expect(peer.received.map((request) => request.url)).toEqual(["/"]);
  });

  test.each([
    ["without an address", buildChannel(""), "no_address"],
    ["without a secret", buildChannel("https://erp.example", []), "no_secret"],
  ])("%s nothing is sent and a person is asked", async (_title, where, code) => {
    const result = await connector.send(buildOutboundMessage(), where, context.ctx);
    expect(result).toMatchObject({ ok: false, error: { kind: "permission", code } });
  });
});

describe("W47 files", () => {
  let peer: HttpPeer;
  let context: RecordingContext;
  const delivery = { id: "d", path: "", headers: {}, body: new Uint8Array(), receivedAt: now };
  beforeAll(async () => {
    peer = await startHttpPeer("the file");
    context = createRecordingContext();
  });
  afterAll(() => Promise.all([peer.stop(), context.stop()]));
  const fetchFile = async (ref: string) =>
    connector.fetchMedia?.({ kind: "file", ref, name: "a" }, channel, delivery, context.ctx);

  test("a file is fetched through the guarded door", async () => {
    peer.behave("ok");
    const media = await fetchFile(`${peer.url}/a`);
    if (!media?.ok || !("stream" in media)) throw new Error("No stream.");
    const chunks: Buffer[] = [];
    for await (const chunk of media.stream) chunks.push(Buffer.from(chunk));
    expect(Buffer.concat(chunks).toString()).toBe("the file");
  });

  test("I8 what is refused or gone says so, what may pass is tried again", async () => {
    peer.behave("gone");
    expect(await fetchFile(peer.url)).toMatchObject({ ok: false, error: { kind: "permission" } });
    peer.behave("unavailable");
    expect(await fetchFile(peer.url)).toMatchObject({ ok: false, error: { kind: "retryable", retryAfterMs: 7000 } });
    peer.behave("hang");
    expect(await fetchFile(peer.url)).toMatchObject({ ok: false, error: { kind: "retryable" } });
    expect(await fetchFile("http://169.254.169.254/")).toMatchObject({ ok: false, error: { kind: "permission" } });
    expect(await fetchFile("file:///etc/passwd")).toMatchObject({ ok: false, error: { kind: "permission" } });
  });
});

test("the test button tells an address that answers from one that does not", async () => {
  const peer = await startHttpPeer();
  const context = createRecordingContext();
  expect(await connector.health(buildChannel(peer.url), context.ctx)).toMatchObject({ state: "ok" });
  peer.behave("gone");
  expect(await connector.health(buildChannel(peer.url), context.ctx)).toMatchObject({ state: "needs_reconnection" });
  await peer.stop();
  expect(await connector.health(buildChannel(peer.url), context.ctx)).toMatchObject({ state: "degraded" });
  await context.stop();
});

test("settings are checked with the names of their fields", () => {
  expect(connector.parseSettings({})).toEqual({ outboundUrl: "" });
  expect(() => connector.parseSettings({ outboundUrl: "ftp://x" })).toThrow(/outboundUrl/);
  expect(() => connector.parseSettings({ outboundUrl: "", extra: 1 })).toThrow(/extra/);
});
