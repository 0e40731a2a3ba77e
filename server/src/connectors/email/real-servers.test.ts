import { createHash, randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import type { SendMailOptions } from "nodemailer";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { InboundItem, OutboundMessage, SendResult } from "../connector.ts";
import { buildOutboundFile, buildOutboundMessage, createRecordingContext } from "../connector-bench.ts";
import { createEmailConnector } from "./connector.ts";
import { buildEmailChannel } from "./testing/build-channel.ts";
import { startListener, type TestListener } from "./testing/listener.ts";
import { type MailServers, startMailServers, whyNoMailServers } from "./testing/mail-servers.ts";
import { postMail, sendPatiently } from "./testing/real-mail.ts";

const reason = whyNoMailServers();
if (reason !== undefined) process.stderr.write(`${reason} (server/src/connectors/email/real-servers.test.ts)\n`);

const connector = createEmailConnector({ retry: 100, retrySignIn: 300, poll: 20_000, connect: 3_000 });
let servers: MailServers;
let account = 0;
let address = "";
let contact = "";
const listeners: TestListener[] = [];

describe.skipIf(reason !== undefined)("e-mail with Dovecot and Postfix", () => {
  beforeAll(async () => {
    servers = await startMailServers(Array.from({ length: 40 }, (_, at) => [`support${at}`, `ada${at}`]).flat());
    setDefaultCACertificates([...getCACertificates("default"), servers.authority]);
  });
  afterAll(() => servers.stop());
  beforeEach(() => {
    account += 1;
    address = `support${account}@${servers.domain}`;
    contact = `ada${account}@${servers.domain}`;
  });
  afterEach(async () => {
    for (const listener of listeners.splice(0)) await listener.stop();
  });

  test("F-25 a mail arrives by IDLE within two seconds, and what was there before does not", async () => {
    await write({ subject: "old" });
    await sleep(300);
    const listener = await listen();
    const sentAt = Date.now();
    await write({ subject: "new" });
    await listener.untilDelivered(1, 2_000);
    console.info(`a mail was with us ${Date.now() - sentAt} ms after it was posted`);
    expect(await listener.items()).toMatchObject([{ type: "message", subject: "new", party: { externalId: contact } }]);
  });

  test("S31 our reply reaches the contact, and the answer to it is proved to be his", async () => {
    const listener = await listen();
    await write({
      subject: "Où est ma commande ?",
      messageId: "<first@example.org>",
      references: "<zero@example.org>",
    });
    await listener.untilDelivered(1);
    const [question] = await listener.items();
    const his = await listenAs(contact);
    expect(await send(replyTo(question))).toMatchObject({ ok: true });
    await his.untilDelivered(1);
    const [delivery] = [...his.deliveries.values()];
    const raw = Buffer.from(delivery?.body ?? []).toString("utf8");
    expect(raw).toContain("In-Reply-To: <first@example.org>");
    expect(raw).toMatch(/References: <zero@example.org>\s+<first@example.org>/);
    const [answer] = await his.items();
    expect(answer).toMatchObject({ subject: "Re: Où est ma commande ?", text: "Bonjour Ada, c’est réglé. 👍" });
    const replyAddress = /^Reply-To: [^<]*<([^>]+)>/m.exec(raw)?.[1] ?? "";
    const messageId = /^Message-ID:\s+(<[^>]+>)/im.exec(raw)?.[1] ?? "";
    await write({ to: replyAddress, subject: "Re: x", inReplyTo: messageId, messageId: "<second@example.org>" });
    await listener.untilDelivered(2);
    expect((await listener.items())[1]).toMatchObject({
      party: { externalId: contact, verified: true },
      replyToExternalId: messageId,
      context: { proof: { by: "reply_address", conversationId: buildOutboundMessage().conversationId } },
    });
  });

  test("I10 a sent mail is found in the Sent folder, one that was never sent is not", async () => {
    const context = createRecordingContext();
    const channel = channelOf(address);
    expect(await connector.settle?.(toContact(), channel, context.ctx)).toBeUndefined();
    const result = await connector.send(toContact(), channel, context.ctx);
    expect(await connector.settle?.(toContact(), channel, context.ctx)).toEqual(result);
    await context.stop();
  });

  test("F-25 killing the mail server again and again loses nothing and doubles nothing", async () => {
    const listener = await listen();
    const sending = (async () => {
      for (let count = 1; count <= 40; count += 1) {
        await write({ subject: `mail ${count}`, messageId: `<m${count}@example.org>` });
        await sleep(30);
      }
    })();
    for (let kill = 0; kill < 4; kill += 1) {
      await sleep(500);
      await servers.restartImap();
    }
    await sending;
    await listener.untilDelivered(40, 20_000);
    // Postfix itself may deliver two at once in either order.
    const numbers = (await listener.items()).map((item) => item.type === "message" && Number(item.subject?.slice(5)));
    expect(numbers.sort((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });

  test("I1 a mail that could not be stored is fetched again, also by the next process", async () => {
    const first = await listen();
    first.refuseNext(2);
    await write({ subject: "stubborn" });
    await first.untilDelivered(1);
    expect(first.calls.length).toBeGreaterThanOrEqual(3);
    await first.stop();
    await write({ subject: "while nobody listened" });
    await sleep(300);
    const second = await listen(first);
    await second.untilDelivered(2);
    expect(second.calls).toHaveLength(1);
  });

  test("F-25 new numbers for all mails: nothing is lost, nothing doubled, nothing old is imported", async () => {
    await write({ subject: "from before the channel" });
    await sleep(1_300);
    const listener = await listen();
    for (const subject of ["one", "two", "three"]) await write({ subject });
    await listener.untilDelivered(3);
    backdate(listener);
    await listener.stop();
    await write({ subject: "four" });
    await sleep(1_100);
    await servers.restartImap(address);
    const next = await listen(listener);
    await next.untilDelivered(4);
    await write({ subject: "five" });
    await next.untilDelivered(5);
    const subjects = (await next.items()).map((item) => item.type === "message" && item.subject);
    expect(subjects).toEqual(["one", "two", "three", "four", "five"]);
  });

  test("I18 a mail that comes back marks our message as failed", async () => {
    const listener = await listen();
    const nobody = `nobody@${servers.bouncingDomain}`;
    const message = buildOutboundMessage({ to: { externalId: nobody, displayName: "Nobody" } });
    expect(await send(message)).toMatchObject({ ok: true });
    await listener.untilDelivered(1);
    expect(await listener.items()).toMatchObject([
      {
        type: "delivery",
        status: "failed",
        target: { clientRefs: [message.clientRef] },
        party: { externalId: nobody },
        error: { kind: "recipient_unavailable", code: "5.1.1" },
      },
    ]);
  });

  test("F-24 a mail with 40 MB arrives whole, and its file is handed out byte for byte", {
    timeout: 60_000,
  }, async () => {
    const file = randomBytes(30 * 1024 * 1024);
    const listener = await listen();
    await write({ subject: "large", attachments: [{ filename: "large.bin", content: file }] });
    await listener.untilDelivered(1, 30_000);
    const [item] = await listener.items();
    const [delivery] = [...listener.deliveries.values()];
    if (item?.type !== "message" || delivery === undefined) throw new Error("No message.");
    expect(delivery.body.byteLength).toBeGreaterThan(40 * 1024 * 1024);
    const [media] = item.media;
    expect(media).toMatchObject({ name: "large.bin", ref: "part:2" });
    if (media === undefined) return;
    const fetched = await connector.fetchMedia?.(media, channelOf(address), delivery, listener.context.ctx);
    if (!fetched?.ok || !("stream" in fetched)) throw new Error("No file.");
    const hash = createHash("sha256");
    for await (const chunk of fetched.stream) hash.update(chunk);
    expect(hash.digest("hex")).toBe(createHash("sha256").update(file).digest("hex"));
  });

  test("F-24 a mail of more than 50 MB becomes a visible note with its headers", { timeout: 60_000 }, async () => {
    const listener = await listen();
    await write({
      subject: "too large",
      attachments: [{ content: Buffer.alloc(40 * 1024 * 1024, "x"), filename: "a" }],
    });
    await listener.untilDelivered(1, 30_000);
    expect(await listener.items()).toMatchObject([
      {
        type: "message",
        subject: "too large",
        party: { externalId: contact },
        text: expect.stringContaining("too large to be fetched"),
      },
    ]);
    expect([...listener.deliveries.values()][0]?.body.byteLength).toBeLessThan(5_000);
  });

  test("W47 files go out with the answer", async () => {
    const his = await listenAs(contact);
    const content = randomBytes(200_000);
    expect(await send({ ...toContact(), files: [buildOutboundFile(content)] })).toMatchObject({ ok: true });
    await his.untilDelivered(1);
    const [item] = await his.items();
    expect(item).toMatchObject({ media: [{ kind: "image", name: "photo é.png", type: "image/png" }] });
  });

  test.each(["tls", "starttls", "none"] as const)(
    "I15 the test button is satisfied over %s, and a mail goes out and in",
    async (security) => {
      const context = createRecordingContext({ certificateAuthorities: [servers.authority] });
      const imap = { port: security === "tls" ? servers.imapsPort : servers.imapPort, security };
      const smtp = { port: servers.smtpPort, security: security === "tls" ? ("starttls" as const) : security };
      const channel = buildEmailChannel({ address, password: servers.password, imap, smtp });
      expect(await connector.health(channel, context.ctx)).toEqual({
        state: "ok",
        checks: [
          { name: "imap", ok: true },
          { name: "smtp", ok: true },
        ],
      });
      expect(await connector.send(toContact(), channel, context.ctx)).toMatchObject({ ok: true });
      await context.stop();
    },
  );

  test("I15 a wrong password is told at once, by the test button, the listener and a send alike", async () => {
    const wrong = { ...channelOf(address), secrets: { imapPassword: "wrong", smtpPassword: "wrong" } };
    const listener = startListener(connector, wrong);
    listeners.push(listener);
    await listener.untilReported("needs_reconnection");
    expect(await connector.health(wrong, listener.context.ctx)).toMatchObject({ state: "needs_reconnection" });
    const result = await connector.send(toContact(), wrong, listener.context.ctx);
    expect(result).toMatchObject({ ok: false, error: { kind: "auth_expired" } });
    expect(listener.context.logged()).not.toContain("wrong");
  });

  test("a refused recipient and a mail that is too large are told apart", async () => {
    const nobody = buildOutboundMessage({ to: { externalId: `nobody@${servers.domain}`, displayName: "" } });
    expect(await send(nobody)).toMatchObject({ ok: false, error: { kind: "recipient_unavailable", code: "5.1.1" } });
    const large = buildOutboundFile(Buffer.alloc(70 * 1024 * 1024));
    expect(await send({ ...toContact(), files: [large] })).toMatchObject({ ok: false, error: { kind: "too_large" } });
  });

  test("nothing we do marks a mail as read", async () => {
    const listener = await listen();
    await write({ subject: "unread" });
    await listener.untilDelivered(1);
    expect(await servers.flagsOf(address)).toEqual([""]);
  });
});

function channelOf(owner: string) {
  const [imap, smtp] = [{ port: servers.imapPort }, { port: servers.smtpPort }];
  return buildEmailChannel({ address: owner, password: servers.password, imap, smtp });
}

async function listen(kept?: TestListener): Promise<TestListener> {
  return listenAs(address, kept);
}

async function listenAs(owner: string, kept?: TestListener): Promise<TestListener> {
  const memory = kept === undefined ? {} : { deliveries: kept.deliveries, values: kept.context.values };
  const listener = startListener(connector, channelOf(owner), memory);
  listeners.push(listener);
  await listener.untilReported("ok");
  return listener;
}

function write(mail: SendMailOptions): Promise<void> {
  return postMail(servers.smtpPort, { from: contact, to: address, ...mail });
}

function send(message: OutboundMessage): Promise<SendResult> {
  return sendPatiently(connector, channelOf(address), message);
}

function toContact(): OutboundMessage {
  return buildOutboundMessage({ to: { externalId: contact, displayName: "Ada" } });
}

function replyTo(item: InboundItem | undefined): OutboundMessage {
  if (item?.type !== "message") throw new Error("There is no message to reply to.");
  return {
    ...toContact(),
    lastInbound: { externalId: item.externalId, context: item.context ?? {}, at: item.occurredAt },
  };
}

/** As if the channel had been connected just before the first mail it took: the margin for wrong clocks is minutes wide. */
function backdate(listener: TestListener): void {
  const { values } = listener.context;
  const cursor: unknown = JSON.parse(values.get("imap-cursor") ?? "{}");
  const [first] = [...listener.deliveries.values()];
  values.set("imap-cursor", JSON.stringify({ ...Object(cursor), since: (first?.receivedAt ?? 0) + 5 * 60_000 }));
}
