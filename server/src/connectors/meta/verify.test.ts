import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import type { RawRequest } from "../connector.ts";
import { benchUrl } from "../connector-bench.ts";
import { verifyMeta } from "./verify.ts";

const endpoint = { id: "e", secrets: { appSecret: ["new-secret", "old-secret"], verifyToken: ["our-token"] } };
const request = (changes: Partial<RawRequest>): RawRequest => ({
  ...{ method: "POST", url: benchUrl, path: "", query: {}, headers: {}, body: Buffer.from(""), receivedAt: 0 },
  ...changes,
});
const sign = (body: Buffer, secret: string, algorithm = "sha256") =>
  `${algorithm}=${createHmac(algorithm, secret).update(body).digest("hex")}`;

test("S29 the bytes as they came are signed, escapes and all", () => {
  const body = Buffer.from('{"a":"\\u00e4 \\/ \\ud83d\\ude00"}');
  const headers = { "x-hub-signature-256": sign(body, "old-secret") };
  expect(verifyMeta(request({ headers, body }), endpoint)).toEqual({ ok: true });
  const written = Buffer.from(JSON.stringify(JSON.parse(body.toString())));
  expect(verifyMeta(request({ headers, body: written }), endpoint)).toMatchObject({ ok: false, status: 401 });
});

test.each([
  ["SHA-1 alone", { "x-hub-signature": sign(Buffer.from("{}"), "new-secret", "sha1") }],
  ["SHA-1 in its place", { "x-hub-signature-256": sign(Buffer.from("{}"), "new-secret", "sha1") }],
  ["no prefix", { "x-hub-signature-256": sign(Buffer.from("{}"), "new-secret").slice(7) }],
  ["a short one", { "x-hub-signature-256": sign(Buffer.from("{}"), "new-secret").slice(0, -2) }],
  ["a stranger's", { "x-hub-signature-256": sign(Buffer.from("{}"), "stranger") }],
])("S29 %s is refused", (_title, headers) => {
  expect(verifyMeta(request({ headers, body: Buffer.from("{}") }), endpoint)).toMatchObject({ status: 401 });
});

test("the handshake gives the challenge back as it came, for our token alone", () => {
  const query = { "hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": "our-token" };
  const ask = (changes: object) => verifyMeta(request({ method: "GET", query: { ...query, ...changes } }), endpoint);
  expect(ask({})).toEqual({ ok: true, reply: { status: 200, contentType: "text/plain", body: "1158201444" } });
  for (const wrong of [{ "hub.verify_token": "x" }, { "hub.verify_token": "" }, { "hub.mode": "unsubscribe" }])
    expect(ask(wrong)).toMatchObject({ ok: false, status: 403 });
  expect(ask({ "hub.challenge": "" })).toMatchObject({ status: 403 });
  expect(verifyMeta(request({ method: "GET", query }), { id: "e", secrets: {} })).toMatchObject({ status: 403 });
  const empty = { ...query, "hub.verify_token": "" };
  const none = { id: "e", secrets: { verifyToken: [""] } };
  expect(verifyMeta(request({ method: "GET", query: empty }), none)).toMatchObject({ status: 403 });
});
