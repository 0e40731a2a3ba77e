import { type TelegramSettings, telegramSettings } from "@guichet/contract";
import { describe, expect, test } from "vitest";
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
import { createTelegramConnector } from "./connector.ts";

const now = Date.parse("2026-11-22T16:00:00Z");
const token = "7000000001:bench-token-of-the-bot-AAAAAAAAAAAAA";
const secret = "the-secret-of-the-webhook_0123456789";
const endpoint: EndpointForConnector = { id: "endpoint-1", secrets: { webhook: [secret] } };
const connector = createTelegramConnector();
const bot = { id: "7000000001", name: "Lamp Shop", username: "lamp_bot" };
let lastPeer: HttpPeer | undefined;

function buildChannel(url: string): ChannelForConnector<TelegramSettings> {
  return {
    id: "01936f2e-0000-7000-8000-000000000001",
    organizationId: "organization-1",
    endpointId: endpoint.id,
    platform: "telegram",
    externalId: bot.id,
    name: "Lamp Shop",
    settings: telegramSettings.parse({ apiUrl: url, fileUrl: `${url}/file`, bot }),
    secrets: { token },
    endpointSecrets: endpoint.secrets,
  };
}

const answered = { ok: true, result: { message_id: 77, chat: { id: 501, type: "private" }, date: 1, text: "…" } };

describeConnector(connector, {
  channel: buildChannel("https://telegram.example"),
  endpoint,
  now,
  fixtures: readFixtures(new URL("./fixtures/", import.meta.url)),
  signing: {
    secretName: "webhook",
    foreignSecret: "the-secret-of-somebody-else",
    sign: (_body, key) => ({ "x-telegram-bot-api-secret-token": key }),
    coversBody: false,
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
      to: { externalId: "501", displayName: "Zoé" },
      replyTo: { externalId: "501:11", context: {} },
    }),
    expectReceived(_peer, message) {
      const [request] = lastPeer?.received ?? [];
      if (request === undefined) throw new Error("Nothing was received.");
      expect(request).toMatchObject({ method: "POST", url: `/bot${token}/sendMessage` });
      expect(request.headers["content-type"]).toBe("application/json");
      expect(JSON.parse(request.body.toString("utf8"))).toEqual({
        chat_id: 501,
        text: message.text,
        reply_parameters: { message_id: 11, allow_sending_without_reply: true },
      });
    },
  },
});

describe("settings", () => {
  test("a token has Telegram's form; addresses have no query and nobody's name", () => {
    expect(connector.parseSettings({ token: ` ${token} ` })).toEqual({
      token,
      apiUrl: "https://api.telegram.org",
      fileUrl: "https://api.telegram.org/file",
      bot: null,
    });
    expect(connector.parseSettings({ apiUrl: "http://127.0.0.1:8081/" }).apiUrl).toBe("http://127.0.0.1:8081");
    for (const apiUrl of ["ftp://x", "https://u:p@x.example", "https://x.example/?a=1", "https://x.example/#a"])
      expect(() => connector.parseSettings({ apiUrl })).toThrow(/apiUrl/);
    for (const wrong of ["abc", "123:short", `${token}/../x`, ""])
      expect(() => connector.parseSettings({ token: wrong })).toThrow(/token/);
    expect(() => connector.parseSettings({ extra: 1 })).toThrow(/extra/);
  });

  test("S46 the token is taken out of the settings", () => {
    const split = connector.splitSecrets(connector.parseSettings({ token }));
    expect(split.secrets).toEqual({ token });
    expect(JSON.stringify(split.settings)).not.toContain("bench-token");
    expect(connector.splitSecrets(connector.parseSettings({})).secrets).toEqual({});
  });

  test("the webhook's secret is one that Telegram allows", () => {
    const made = connector.makeSecrets?.();
    expect(made?.endpoint.webhook).toMatch(/^[\w-]{32,256}$/);
    expect(made?.shown).toEqual({});
  });
});

describe("verifying", () => {
  test("S29 other methods and paths are refused, and an empty secret opens nothing", () => {
    const request = {
      method: "POST",
      url: benchUrl,
      path: "",
      query: {},
      headers: { "x-telegram-bot-api-secret-token": secret },
      body: Buffer.from("{}"),
      receivedAt: now,
    };
    expect(connector.verify(request, endpoint, now).ok).toBe(true);
    expect(connector.verify({ ...request, method: "GET" }, endpoint, now).ok).toBe(false);
    expect(connector.verify({ ...request, path: "/x" }, endpoint, now)).toMatchObject({ status: 403 });
    const empty = { ...request, headers: { "x-telegram-bot-api-secret-token": "" } };
    expect(connector.verify(empty, { id: "e", secrets: { webhook: [""] } }, now).ok).toBe(false);
  });
});

test("a file that is too large as a picture, and what Telegram has no other name for, travels as a document", async () => {
  const { planSends } = await import("./plan-sends.ts");
  const file = (type: string, size = 10) => buildOutboundFile(new Uint8Array(1), { type, size });
  const kinds = planSends({ text: "", files: [file("image/png", 11 * 1024 * 1024), file("image/webp")] });
  expect(kinds).toMatchObject([{ type: "album", files: [{ kind: "document" }, { kind: "document" }] }]);
});
