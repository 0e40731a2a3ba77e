import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEmailConnector } from "../connector.ts";
import { buildEmailChannel } from "../testing/build-channel.ts";
import { type ImapPeer, now, type ScriptedMail, startImapPeer } from "../testing/imap-script.ts";
import { startListener, type TestListener, until } from "../testing/listener.ts";

const connector = createEmailConnector({
  retry: 20,
  retrySignIn: 400,
  poll: 60_000,
  pollWithoutIdle: 50,
  command: 600,
  connect: 600,
});
let peer: ImapPeer;
let listeners: TestListener[] = [];

beforeEach(async () => {
  peer = await startImapPeer([mail(1, "old", { internalDate: now(-86_400_000) })]);
});
afterEach(async () => {
  for (const listener of listeners) await listener.stop();
  listeners = [];
  await peer.stop();
});

function mail(uid: number, subject: string, more: Partial<ScriptedMail> = {}): ScriptedMail {
  const source = `From: ada@example.org\r\nMessage-ID: <${subject}@example.org>\r\nSubject: ${subject}\r\n\r\nBody of ${subject}.\r\n`;
  return { uid, source, ...more };
}

async function listen(kept?: TestListener): Promise<TestListener> {
  const channel = buildEmailChannel({ address: "support@shop.example", imap: peer, password: "canary-4f1d2a" });
  const memory = kept === undefined ? {} : { deliveries: kept.deliveries, values: kept.context.values };
  const listener = startListener(connector, channel, memory);
  listeners.push(listener);
  return listener;
}

async function listening(kept?: TestListener): Promise<TestListener> {
  const listener = await listen(kept);
  await listener.untilReported("ok");
  return listener;
}

async function subjects(listener: TestListener): Promise<unknown[]> {
  const parsed = await listener.parsed();
  return parsed.flatMap(({ items }) => items).map((item) => (item.type === "message" ? item.subject : item.type));
}

function arrive(...mails: readonly ScriptedMail[]): void {
  peer.script.mails.push(...mails);
  peer.announce();
}

const many = ["a", "b", "c", "d", "e"].map((subject, at) => mail(at + 2, subject));

describe("F-25 the connection is cut", () => {
  test.each([
    ["LOGIN", 2],
    ["EXAMINE", 2],
    ["UID SEARCH", 3],
    ["UID FETCH", 1],
    ["UID FETCH", 2],
    ["UID FETCH", 3],
    ["UID FETCH", 7],
    ["IDLE", 2],
  ] as const)("at %s number %i, before and within the answer", async (command, nth) => {
    const listener = await listening();
    peer.script.cuts = [
      { command: "UID SEARCH", nth: 2 },
      { command, nth },
      { command, nth: nth + 1, after: true },
    ];
    arrive(...many);
    await listener.untilDelivered(5, 5_000);
    await sleep(50);
    expect(await subjects(listener)).toEqual(["a", "b", "c", "d", "e"]);
    expect(peer.commands.filter((each) => each.startsWith(command)).length).toBeGreaterThan(nth);
  });

  test("I1 the cursor waits until a mail is durable", async () => {
    const listener = await listening();
    const before = listener.context.values.get("imap-cursor");
    listener.refuseNext(3);
    arrive(mail(2, "a"));
    await until(() => listener.calls.length >= 3, "three calls");
    expect(listener.context.values.get("imap-cursor")).toBe(before);
    await listener.untilDelivered(1);
    await until(() => listener.context.values.get("imap-cursor") !== before, "the cursor");
    expect(listener.reports.some(({ checks }) => checks[0]?.detail?.includes("could not be stored"))).toBe(true);
  });

  test("a server that says nothing more is hung up on, and asked anew", async () => {
    const listener = await listening();
    peer.script.hangsAt = "UID FETCH";
    arrive(mail(2, "a"));
    await sleep(900);
    delete peer.script.hangsAt;
    await listener.untilDelivered(1, 5_000);
  });
});

describe("F-25 the mailbox", () => {
  test("nothing from before the channel is fetched, be it 100,000 mails", async () => {
    peer.script.mails = Array.from({ length: 100_000 }, (_, at) => mail(at + 1, `old ${at}`));
    const listener = await listening();
    arrive(mail(100_001, "new"));
    await listener.untilDelivered(1);
    expect(await subjects(listener)).toEqual(["new"]);
    expect(peer.commands.filter((command) => command.startsWith("UID FETCH"))).toHaveLength(2);
  });

  test("new numbers for all mails: nothing is lost or doubled, nothing old is imported", async () => {
    const listener = await listening();
    arrive(mail(2, "a"), mail(3, "b"));
    await listener.untilDelivered(2);
    await listener.stop();
    peer.script.uidValidity = 8;
    peer.script.mails = [mail(1, "b"), mail(2, "old", { internalDate: now(-86_400_000) }), mail(3, "c"), mail(4, "a")];
    const next = await listening(listener);
    arrive(mail(5, "d"));
    await next.untilDelivered(4);
    expect((await subjects(next)).sort()).toEqual(["a", "b", "c", "d"]);
  });

  test("going through it again may itself be cut short", async () => {
    const listener = await listening();
    arrive(mail(2, "a"), mail(3, "b"));
    await listener.untilDelivered(2);
    await listener.stop();
    peer.script.uidValidity = 8;
    peer.script.mails = ["a", "b", "c", "d", "e"].map((subject, at) => mail(at + 11, subject));
    peer.script.cuts = [7, 9, 10, 13].map((nth) => ({ command: "UID FETCH", nth, after: nth % 2 === 0 }));
    const next = await listening(listener);
    await next.untilDelivered(5, 5_000);
    expect(await subjects(next)).toEqual(["a", "b", "c", "d", "e"]);
  });

  test("the next process goes on where the last one stopped", async () => {
    const listener = await listening();
    arrive(mail(2, "a"));
    await listener.untilDelivered(1);
    await listener.stop();
    peer.script.mails.push(mail(3, "b"));
    peer.commands.length = 0;
    await (await listening(listener)).untilDelivered(2);
    expect(peer.commands.find((command) => command.startsWith("UID SEARCH"))).toBe("UID SEARCH UID 3:*");
  });

  test("a mail that is gone between list and fetch is passed over", async () => {
    const listener = await listening();
    arrive(mail(2, "a"), mail(3, "gone", { isGone: true }), mail(4, "b"));
    await listener.untilDelivered(2);
    expect(await subjects(listener)).toEqual(["a", "b"]);
  });

  test("I5 a mail the server cannot hand out becomes a visible note and holds up nobody", async () => {
    const listener = await listening();
    arrive(mail(2, "a"), mail(3, "broken", { isBroken: true }), mail(4, "b"));
    await listener.untilDelivered(3, 5_000);
    const items = await listener.items();
    expect(items).toMatchObject([
      { subject: "a" },
      { subject: "broken", text: expect.stringContaining("did not hand out") },
      { subject: "b" },
    ]);
  });

  test("F-24 a mail too large to be fetched comes as its headers and a note", async () => {
    const listener = await listening();
    arrive(mail(2, "large", { size: 80 * 1024 * 1024 }));
    await listener.untilDelivered(1);
    const [item] = await listener.items();
    expect(item).toMatchObject({ subject: "large", text: expect.stringContaining("80.0 MB"), media: [] });
    expect(peer.commands.filter((command) => command.includes("BODY.PEEK[]"))).toEqual([]);
  });

  test("without IDLE it is looked into again and again", async () => {
    peer.script.capabilities = "IMAP4rev1";
    const listener = await listening();
    peer.script.mails.push(mail(2, "a"));
    await listener.untilDelivered(1);
  });

  test("I2 two mails that are equal byte for byte but have no Message-ID are two", async () => {
    const source = "From: scanner@example.org\r\n\r\nPage 1\r\n";
    const listener = await listening();
    arrive({ uid: 2, source, internalDate: now(-60_000) }, { uid: 3, source, internalDate: now(-30_000) });
    await listener.untilDelivered(2);
    const ids = (await listener.items()).map((item) => item.type === "message" && item.externalId);
    expect(new Set(ids).size).toBe(2);
  });

  test("a mailbox that is not there needs a person", async () => {
    const channel = buildEmailChannel({ address: "support@shop.example", imap: peer, password: "x" });
    const elsewhere = {
      ...channel,
      settings: { ...channel.settings, imap: { ...channel.settings.imap, mailbox: "Nowhere" } },
    };
    peer.script.missing = "Nowhere";
    const listener = startListener(connector, elsewhere);
    listeners.push(listener);
    await listener.untilReported("needs_reconnection");
    expect(listener.reports.at(-1)?.checks[0]?.detail).toBe("The mailbox could not be opened.");
  });

  test("nothing is ever written: no flags, no plain BODY[], no SELECT", async () => {
    const listener = await listening();
    arrive(...many);
    await listener.untilDelivered(5);
    const writing = peer.commands.filter((command) => /STORE|BODY\[|^SELECT|EXPUNGE|COPY|MOVE|APPEND/i.test(command));
    expect(writing).toEqual([]);
  });

  test("I15 a refused password is reported and not tried again at once", async () => {
    peer.script.refusesSignIn = true;
    const listener = await listen();
    await listener.untilReported("needs_reconnection");
    await sleep(150);
    expect(peer.commands.filter((command) => /^(LOGIN|AUTHENTICATE)/.test(command))).toHaveLength(1);
    peer.script.refusesSignIn = false;
    await listener.untilReported("ok");
    expect(listener.context.logged()).not.toContain("canary");
  });

  test("S7 a private address is refused with the same words, open or closed", async () => {
    const details = [];
    for (const port of [peer.port, 1]) {
      const channel = buildEmailChannel({ address: "a@b.example", imap: { port }, smtp: { port }, host: "127.0.0.2" });
      const listener = startListener(connector, channel);
      listeners.push(listener);
      details.push(await connector.health(channel, listener.context.ctx));
    }
    expect(details[0]).toEqual(details[1]);
    expect(details[0]).toMatchObject({ state: "needs_reconnection" });
  });
});
