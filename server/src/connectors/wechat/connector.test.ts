import { type WechatSettings, wechatSettings } from "@guichet/contract";
import { describe, expect, test } from "vitest";
import type { ChannelForConnector, EndpointForConnector } from "../connector.ts";
import {
  buildOutboundMessage,
  createRecordingContext,
  describeConnector,
  type HttpPeer,
  httpSendOnceCases,
  readFixtures,
  startHttpPeer,
} from "../connector-bench.ts";
import { createWechatConnector } from "./connector.ts";
import { signatureOf } from "./signature.ts";

const now = Date.parse("2026-11-22T16:00:00Z");
const token = "aTokenOfOursThatWeChatIsTold";
const appSecret = "0123456789abcdef0123456789abcdef";
const aesKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
const endpoint: EndpointForConnector = { id: "endpoint-1", secrets: { wechatToken: [token] } };
const connector = createWechatConnector();
let lastPeer: HttpPeer | undefined;

function buildChannel(url: string): ChannelForConnector<WechatSettings> {
  return {
    id: "01936f2e-0000-7000-8000-000000000001",
    organizationId: "organization-1",
    endpointId: endpoint.id,
    platform: "wechat",
    externalId: "wx0123456789abcdef",
    name: "Lamp Shop",
    settings: wechatSettings.parse({ appId: "wx0123456789abcdef", mode: "plain", apiUrl: url }),
    secrets: { appSecret },
    endpointSecrets: endpoint.secrets,
  };
}

/** The signature covers no byte of the body. */
function sign(_body: Uint8Array, secret: string, at: number): Record<string, string> {
  const [timestamp, nonce] = [String(at / 1000), "1234567890"];
  return { signature: signatureOf([secret, timestamp, nonce]), timestamp, nonce };
}

describeConnector(connector, {
  channel: buildChannel("https://wechat.example"),
  endpoint,
  now,
  fixtures: readFixtures(new URL("./fixtures/", import.meta.url)),
  signing: {
    ...{ secretName: "wechatToken", foreignSecret: "theTokenOfSomebodyElse", sign, carriedBy: "query" },
    ...{ coversBody: false, toleranceMs: 300_000 },
  },
  sending: {
    async start() {
      lastPeer = await startHttpPeer('{"errcode":0,"errmsg":"ok","access_token":"T_1","expires_in":7200,"ip_list":[]}');
      const channel = buildChannel(lastPeer.url);
      // The token is there: what the cases count is the send.
      const warm = createRecordingContext();
      await connector.health(channel, warm.ctx);
      await warm.stop();
      return { peer: lastPeer, channel };
    },
    cases: [
      ...httpSendOnceCases,
      { mode: "ok_empty", expect: { kind: "outcome_unknown" } },
      { mode: "ok_garbage", expect: { kind: "outcome_unknown" } },
    ],
    message: buildOutboundMessage({ to: { externalId: "oia2TjjewbmiOUlr6X", displayName: "Li" }, text: "你好 é" }),
    expectReceived(_peer, message) {
      const [request] = lastPeer?.received ?? [];
      if (request === undefined) throw new Error("Nothing was received.");
      expect(request).toMatchObject({ method: "POST", url: "/cgi-bin/message/custom/send?access_token=T_1" });
      // As UTF-8, without escapes.
      expect(request.body.toString("utf8")).toBe(
        `{"touser":"${message.to.externalId}","msgtype":"text","text":{"content":"你好 é"}}`,
      );
    },
  },
});

describe("settings", () => {
  const given = { appId: " wx0123456789abcdef ", appSecret, encodingAesKey: aesKey };

  test("both secrets are taken out: one opens the API, the other what is delivered", () => {
    const settings = connector.parseSettings(given);
    expect(settings).toMatchObject({
      appId: "wx0123456789abcdef",
      mode: "encrypted",
      apiUrl: "https://api.weixin.qq.com",
    });
    const split = connector.splitSecrets(settings);
    expect([split.secrets, split.endpoint]).toEqual([{ appSecret }, { encodingAesKey: aesKey }]);
    expect(JSON.stringify(split.settings)).not.toMatch(new RegExp(`${appSecret}|${aesKey}`));
    const kept = connector.splitSecrets(connector.parseSettings({ appId: "wx0123456789abcdef" }));
    expect([kept.secrets, kept.endpoint]).toEqual([{}, {}]);
  });

  test("what is none is named by its field", () => {
    expect(() => connector.parseSettings({ ...given, appId: "gh_0123456789" })).toThrow(/appId/);
    expect(() => connector.parseSettings({ ...given, appSecret: "short" })).toThrow(/appSecret/);
    expect(() => connector.parseSettings({ ...given, encodingAesKey: aesKey.slice(1) })).toThrow(/encodingAesKey/);
  });

  test("the token is made here, of letters and digits, another each time", () => {
    const [first, second] = [connector.makeSecrets?.(), connector.makeSecrets?.()];
    expect(first?.shown.wechatToken).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(first?.endpoint).toEqual(first?.shown);
    expect(second?.shown).not.toEqual(first?.shown);
  });
});
