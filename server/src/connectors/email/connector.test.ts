import { expect, test } from "vitest";
import { buildOutboundMessage, describeConnector, type Fixture } from "../connector-bench.ts";
import { createEmailConnector } from "./connector.ts";
import { oddCharsets } from "./fixtures/odd-charsets.ts";
import { oddHeaders } from "./fixtures/odd-headers.ts";
import { mailbox, type OddMail, receivedAt, threadingKey } from "./fixtures/odd-mail.ts";
import { oddReports } from "./fixtures/odd-reports.ts";
import { oddStructures } from "./fixtures/odd-structures.ts";
import { buildEmailChannel } from "./testing/build-channel.ts";
import { type SmtpPeer, smtpSendCases, startSmtpPeer } from "./testing/smtp-peer.ts";

const connector = createEmailConnector({ connect: 400, smtpSilence: 400, sentFolder: 100 });
const channel = buildEmailChannel({ address: mailbox, threading: threadingKey });
let peer: SmtpPeer | undefined;

describeConnector(connector, {
  channel,
  endpoint: { id: "endpoint-2", secrets: { threading: [threadingKey] } },
  now: receivedAt,
  fixtures: [oddHeaders, oddCharsets, oddStructures, oddReports].flat().filter(isSmall).map(toFixture),
  sending: {
    async start() {
      peer = await startSmtpPeer();
      const password = "canary-4f1d2a-password";
      return {
        peer,
        channel: buildEmailChannel({
          address: mailbox,
          threading: threadingKey,
          smtp: peer,
          imap: { port: 1 },
          password,
        }),
      };
    },
    cases: smtpSendCases,
    message: buildOutboundMessage({ to: { externalId: "ada@example.org", displayName: "Ada" } }),
    expectReceived(_peer, message) {
      const [mail] = peer?.received ?? [];
      expect(mail?.lines).toEqual([
        "EHLO guichet.example",
        "AUTH",
        expect.stringMatching(/^MAIL FROM:<support@shop\.example> SIZE=\d+( BODY=8BITMIME)?$/),
        "RCPT TO:<ada@example.org>",
        "DATA",
        ...(mail?.lines.includes("QUIT") ? ["QUIT"] : []),
      ]);
      expect(mail?.credentials).toBe(`\0${mailbox}\0canary-4f1d2a-password`);
      expect(mail?.data).toMatch(new RegExp(`^Message-ID:\\s+<gm\\.${message.clientRef}\\.`, "m"));
    },
  },
});

/** The bench damages its recordings hundreds of times. */
function isSmall({ mail }: OddMail): boolean {
  return mail.byteLength < 10_000;
}

function toFixture({ title, mail, expect: expected }: OddMail): Fixture {
  const problem = { path: "", reason: expect.stringContaining("not ours") };
  const [items, problems] = expected === "backscatter" ? [[], [problem]] : [[{ ...expected }], []];
  return { title, path: "", headers: {}, body: mail, items, problems };
}

test("settings keep their passwords apart, and a password that was not sent stays as it is", () => {
  const server = { host: "mail.example.org", port: 993, security: "tls", user: "support" };
  const input = {
    address: "Support@Shop.example",
    imap: { ...server, password: "one" },
    smtp: { ...server, password: null },
  };
  const split = connector.splitSecrets(connector.parseSettings(input));
  expect(split.secrets).toEqual({ imapPassword: "one" });
  expect(JSON.stringify(split.settings)).not.toContain("one");
  expect(connector.externalId(split.settings, "")).toBe("support@shop.example");
  expect(() => connector.parseSettings({ ...input, smtp: { ...server, port: 0 } })).toThrow(/smtp/);
});

test("S31 each channel has a key of its own that is never shown", () => {
  const [one, two] = [connector.makeSecrets?.(), connector.makeSecrets?.()];
  expect(one?.shown).toEqual({});
  expect(one?.endpoint.threading).toHaveLength(43);
  expect(one?.endpoint.threading).not.toBe(two?.endpoint.threading);
});
