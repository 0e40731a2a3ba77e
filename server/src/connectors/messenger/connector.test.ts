import type { MessengerSettings } from "@guichet/contract";
import { describe, expect, test } from "vitest";
import type { ChannelForConnector } from "../connector.ts";
import { benchParsing } from "../connector-bench/bench-parsing.ts";
import { benchSignatures } from "../connector-bench/bench-signatures.ts";
import { buildOutboundMessage, type ConnectorBench, createRecordingContext, readFixtures } from "../connector-bench.ts";
import { createMessengerConnector } from "./connector.ts";

const connector = createMessengerConnector();
const channel: ChannelForConnector<MessengerSettings> = {
  id: "01936f2e-0000-7000-8000-000000000001",
  organizationId: "organization-1",
  endpointId: "endpoint-1",
  platform: "messenger",
  externalId: "01936f2e-0000-7000-8000-000000000001",
  name: "Shop",
  settings: connector.parseSettings({}),
  secrets: {},
};

/** The far side of a send is our own database: there is no peer that could misbehave. */
const bench: ConnectorBench<MessengerSettings, "ok"> = {
  channel,
  endpoint: { id: "endpoint-1", secrets: { identity: ["sec_0123456789abcdef:0123456789abcdef0123456789abcdef"] } },
  now: Date.parse("2026-11-22T16:00:00Z"),
  fixtures: readFixtures(new URL("./fixtures/", import.meta.url)),
  sending: {
    start: () => Promise.reject(new Error("The messenger has no peer.")),
    cases: [],
    message: buildOutboundMessage(),
    expectReceived: () => undefined,
  },
};

describe("the messenger connector on the bench", () => {
  describe("reads", () => benchParsing(connector, bench));
  describe("verifies", () => benchSignatures(connector, bench));
});

test("a send is done when the visitor's thread has it, and a second one changes nothing", async () => {
  const context = createRecordingContext();
  const message = buildOutboundMessage();
  const first = await connector.send(message, channel, context.ctx);
  expect(first).toEqual({ ok: true, externalId: `m:${message.clientRef}` });
  expect(await connector.send({ ...message, attempt: 2 }, channel, context.ctx)).toEqual(first);
  await context.stop();
});

test("W47 what was uploaded before the message is found in our own store, and nothing else is", async () => {
  const context = createRecordingContext();
  const delivery = { id: "d", path: "", headers: {}, body: new Uint8Array(), receivedAt: 0 };
  const fetchMedia = (ref: string) => connector.fetchMedia?.({ kind: "file", ref }, channel, delivery, context.ctx);
  expect(await fetchMedia("upload:a-1")).toEqual({ ok: true, attachmentId: "a-1" });
  expect(await fetchMedia("https://evil.example/a")).toMatchObject({ ok: false, error: { kind: "not_supported" } });
  await context.stop();
});

test("settings are checked with the names of their fields", () => {
  expect(connector.parseSettings({})).toEqual({
    allowedOrigins: [],
    color: "#2b5fd9",
    texts: {},
    identifiedOnly: false,
  });
  expect(() => connector.parseSettings({ color: "red" })).toThrow(/color/);
  expect(() => connector.parseSettings({ texts: { en: { nonsense: "x" } } })).toThrow(/texts/);
  expect(() => connector.parseSettings({ extra: 1 })).toThrow(/extra/);
});

test("W159 secrets are made anew each time and shown once", () => {
  const [one, two] = [connector.makeSecrets?.(), connector.makeSecrets?.()];
  expect(Object.keys(one?.shown ?? {})).toEqual(["secretId", "secretKey"]);
  expect(one?.shown).not.toEqual(two?.shown);
  expect(Buffer.from(one?.shown.secretKey ?? "", "base64url")).toHaveLength(32);
});
