import type { Locale } from "@guichet/contract";
import { sql } from "kysely";
import { simpleParser } from "mailparser";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { startListeners } from "../../events/index.ts";
import { installFailpoints } from "../../lib/failpoint.ts";
import { createMailer } from "../../mail/index.ts";
import { type SmtpAnswers, startSmtp } from "../../mail/smtp-server.test-kit.ts";
import type { TestPerson } from "../../testing/test-app.ts";
import { channelTroubleListener } from "../channel-trouble.listeners.ts";
import { notificationsListener } from "../notifications.listeners.ts";
import { type NotificationsApp, startNotificationsApp } from "../notifications.test-kit.ts";
import { sweepNotifications } from "../sweep-notifications.ts";
import { makeQueueMails } from "./make-queue-mails.ts";
import { type MailDeps, sendDueMails } from "./send-due-mails.ts";

const MINUTE = 60_000;
let test: NotificationsApp;
/** How far the clock of the mails is ahead of the real one. */
let ahead = 0;
let listening: ReturnType<typeof startListeners>;
const now = () => new Date(Date.now() + ahead);

beforeAll(async () => {
  // Without the worker's own rounds: mails are sent when a test says so.
  test = await startNotificationsApp({ ROLE: "web,dispatcher" });
  const { database, feed, log } = test.app.app.parts;
  listening = startListeners(database, [notificationsListener, channelTroubleListener], log);
  feed.subscribe(() => listening.nudge());
});
beforeEach(() => {
  ahead = 0;
});
afterAll(async () => {
  await listening?.stop();
  await test?.stop();
});

type Sink = {
  readonly deps: MailDeps;
  received(): Promise<{ to: string; subject: string; text: string; html: string }[]>;
};

/** A mail server of the test's own, and the product's mailer towards it. */
async function sink(answers: SmtpAnswers = {}): Promise<Sink> {
  const server = await startSmtp(answers);
  onTestFinished(async () => await server.stop());
  const { parts } = test.app.app;
  const mailer = createMailer({
    smtpUrl: `smtp://127.0.0.1:${server.port}`,
    from: "Guichet <no-reply@guichet.example>",
    publicUrl: "https://care.example",
    outbound: parts.outbound,
  });
  return {
    deps: { database: test.database, mailer, publicUrl: "https://care.example", now, log: parts.log },
    async received() {
      const whole = server.dialogues.filter(({ message }) => message !== "");
      return await Promise.all(
        whole.map(async ({ commands, message }) => {
          const { subject = "", text = "", html } = await simpleParser(message);
          const to = /<(.*)>/.exec(commands.find((command) => command.startsWith("RCPT")) ?? "")?.[1] ?? "";
          return { to, subject, text, html: html || "" };
        }),
      );
    },
  };
}

async function wants(person: TestPerson, email: Record<string, unknown>, locale: Locale = "en"): Promise<void> {
  const { choices } = (await test.call(person, "GET", "/notification-choices")) as { choices: { email: object } };
  await test.call(person, "PUT", "/notification-choices", { ...choices, email: { ...choices.email, ...email } });
  await test.call(person, "PATCH", "/me", { locale });
}

/** So many mails to a person are on their way. */
async function waiting(person: TestPerson, count: number): Promise<void> {
  const mails = () =>
    sql<{ id: string }>`select id from notification_mails where user_id = ${person.id}`.execute(test.database.system);
  await expect.poll(async () => (await mails()).rows.length).toBe(count);
}

describe("mails of notifications", () => {
  it("W101 W146 come for an assignment and a mention, in the reader's language, without a word of what was written", async () => {
    const [kai, ana, bea] = [await test.person(), await test.person(), await test.person()];
    await wants(ana, { assigned: true }, "fr");
    await wants(bea, { mentioned: true });
    const { deps, received } = await sink();
    const id = await test.conversation("Anna Berg");
    await test.assign(kai, id, ana);
    await test.comment(kai, id, "SECRET-COMMENT", [ana, bea]);
    await waiting(ana, 1);
    await waiting(bea, 1);
    while ((await sendDueMails(deps)) > 0);
    const mails = await received();
    const toAna = mails.find((mail) => mail.to === `${ana.id}@example.org`);
    const toBea = mails.find((mail) => mail.to === `${bea.id}@example.org`);
    expect(mails).toHaveLength(2);
    expect(toAna?.subject).toBe("Assignée à vous : la conversation avec Anna Berg");
    expect(toBea?.subject).toBe("Test Person mentioned you in the conversation with Anna Berg");
    for (const mail of mails) {
      expect(mail.text).toContain(`https://care.example/inbox/new/${id}`);
      expect(mail.html).toContain(`https://care.example/inbox/new/${id}`);
      expect(JSON.stringify(mail)).not.toContain("SECRET");
    }
    expect(toAna?.text).not.toContain("?message=");
    expect(toBea?.text).toMatch(new RegExp(`https://care\\.example/inbox/new/${id}\\?message=[0-9a-f-]{36}`));
  });

  it("W146 are sent once by many processes at once, and not again by whoever finds one that a dead one took", async () => {
    const [kai, ana, bea] = [await test.person(), await test.person(), await test.person()];
    await wants(ana, { assigned: true });
    await wants(bea, { assigned: true });
    const { deps, received } = await sink();
    await test.assign(kai, await test.conversation(), ana);
    await waiting(ana, 1);
    await Promise.all([sendDueMails(deps), sendDueMails(deps), sendDueMails(deps)]);
    expect(await received()).toHaveLength(1);
    await test.assign(kai, await test.conversation(), bea);
    await waiting(bea, 1);
    const remove = installFailpoints((name) => {
      if (name === "notifications.mail_claimed") throw new Error("killed");
      return undefined;
    });
    await expect(sendDueMails(deps)).rejects.toThrow("killed");
    remove();
    ahead = 5 * 3_600_000;
    expect(await sendDueMails(deps)).toBe(0);
    expect(await received()).toHaveLength(1);
    await waiting(bea, 1);
    await sql`update notification_mails set claimed_at = now() - interval '25 hours' where user_id = ${bea.id}`.execute(
      test.database.system,
    );
    await sweepNotifications(test.app.app.parts);
    await waiting(bea, 0);
  });

  it("W146 F-10 are tried again after a temporary refusal, and given up when it is the server's last word", async () => {
    const [kai, ana] = [await test.person(), await test.person()];
    await wants(ana, { assigned: true });
    const busy = await sink({ RCPT: "450 4.7.1 later" });
    const fine = await sink();
    const never = await sink({ RCPT: "550 5.1.1 nobody here" });
    const silent = await sink({ MESSAGE: "" });
    await test.assign(kai, await test.conversation(), ana);
    await waiting(ana, 1);
    expect(await sendDueMails(busy.deps)).toBe(1);
    expect(await sendDueMails(fine.deps)).toBe(0);
    ahead = 2 * MINUTE;
    expect(await sendDueMails(fine.deps)).toBe(1);
    expect(await fine.received()).toHaveLength(1);
    for (const server of [never, silent]) {
      await test.assign(kai, await test.conversation(), ana);
      await waiting(ana, 1);
      // What was said to the end and not answered may have arrived.
      expect(await sendDueMails(server.deps)).toBe(1);
      await waiting(ana, 0);
    }
  });

  it("W146 I22 never reach who was deactivated, lost the channel or changed their mind meanwhile", async () => {
    const [kai, left, lost, changed] = [
      await test.person(),
      await test.person(),
      await test.person(),
      await test.person(),
    ];
    const { deps, received } = await sink();
    for (const person of [left, lost, changed]) {
      await wants(person, { mentioned: true, newConversations: true });
    }
    await test.comment(kai, await test.conversation(), "look", [left, lost, changed]);
    for (const person of [left, lost, changed]) await waiting(person, 1);
    ahead = MINUTE;
    await makeQueueMails(deps);
    for (const person of [left, lost, changed]) await waiting(person, 2);
    await test.call(test.app.admin, "PUT", `/users/${left.id}/deactivation`);
    await test.call(test.app.admin, "PUT", `/users/${lost.id}/access`, { accessMode: "channels", channels: [] });
    await wants(changed, { mentioned: false, newConversations: false });
    while ((await sendDueMails(deps)) > 0);
    expect(await received()).toEqual([]);
    for (const person of [left, lost, changed]) await waiting(person, 0);
  });

  it("W146 about the queue come in one go, at most every 15 minutes, in the reader's language", async () => {
    const ana = await test.person();
    const { deps, received } = await sink();
    await test.conversation();
    await wants(ana, { newConversations: true, waitingAbove: 2 }, "fr");
    const before = await count();
    const told = before > 2 ? `${before + 2} contacts attendent` : "";
    await test.conversation();
    await test.conversation();
    await test.heard();
    await Promise.all([makeQueueMails(deps), makeQueueMails(deps), makeQueueMails(deps)]);
    await waiting(ana, 1);
    await test.conversation();
    await test.heard();
    ahead = 14 * MINUTE;
    await makeQueueMails(deps);
    await waiting(ana, 1);
    while ((await sendDueMails(deps)) > 0);
    const [mail] = await received();
    expect(mail?.subject).toContain("2 nouvelles conversations");
    expect(mail?.subject).toContain(told);
    expect(mail?.text).toContain("https://care.example/inbox/new");
    ahead = 16 * MINUTE;
    await makeQueueMails(deps);
    await waiting(ana, 1);
    while ((await sendDueMails(deps)) > 0);
    // The one of minute 14; that many wait was told and is told again only once it has been better.
    expect((await received()).at(-1)?.subject).toBe("1 nouvelle conversation");
    ahead = 40 * MINUTE;
    await makeQueueMails(deps);
    await waiting(ana, 0);
  });
});

it("W146 in quiet hours mails wait until these end, and tell then of all that happened", async () => {
  const [kai, ana] = [await test.person(), await test.person()];
  await wants(ana, { assigned: true, newConversations: true });
  await test.call(ana, "PATCH", "/me", { timeZone: "UTC" });
  await quiet(ana, { from: "22:00", until: "10:45" });
  const { deps, received } = await sink();
  ahead = Date.parse("2031-03-04T10:30:00Z") - Date.now();
  await test.assign(kai, await test.conversation(), ana);
  await waiting(ana, 1);
  await makeQueueMails(deps);
  while ((await sendDueMails(deps)) > 0);
  expect(await received()).toEqual([]);
  await waiting(ana, 1);
  ahead += 14 * MINUTE;
  expect(await sendDueMails(deps)).toBe(0);
  ahead += 2 * MINUTE;
  await makeQueueMails(deps);
  await waiting(ana, 2);
  while ((await sendDueMails(deps)) > 0);
  const subjects = (await received()).map((mail) => mail.subject.replace(/ with .*/, ""));
  expect(subjects.toSorted()).toEqual(["1 new conversation", "Assigned to you: the conversation"]);
  await waiting(ana, 0);
});

it("W146 mails about the queue tell of conversations that came back to New, and not of new ones as such", async () => {
  const [kai, ana] = [await test.person(), await test.person()];
  const { deps, received } = await sink();
  const [back, still] = [await test.conversation(), await test.conversation()];
  for (const id of [back, still]) await test.call(kai, "PUT", `/conversations/${id}/status`, { status: "pending" });
  await wants(ana, { movedConversations: true });
  await test.conversation();
  await test.call(kai, "PUT", `/conversations/${back}/status`, { status: "new" });
  await test.heard();
  await makeQueueMails(deps);
  await waiting(ana, 1);
  while ((await sendDueMails(deps)) > 0);
  expect((await received()).map((mail) => mail.subject)).toEqual(["1 conversation back in New"]);
});

it("R87 W146 mails about the queue tell of conversations in New that breached their SLA, and of no others", async () => {
  const ana = await test.person();
  const { deps, received } = await sink();
  const [breached, answered] = [await test.conversation(), await test.conversation()];
  await wants(ana, { slaBreaches: true }, "fr");
  const now = new Date(Date.now() + 1000);
  for (const id of [breached, answered])
    await sql`update conversations set sla_breached_at = ${now} where id = ${id}`.execute(test.database.system);
  await sql`update conversations set sla_breached_at = null where id = ${answered}`.execute(test.database.system);
  await test.conversation();
  await test.heard();
  await makeQueueMails(deps);
  await waiting(ana, 1);
  while ((await sendDueMails(deps)) > 0);
  expect((await received()).map((mail) => mail.subject)).toEqual([
    "1 conversation en retard sur le SLA dans Nouvelles",
  ]);
});

async function quiet(person: TestPerson, hours: { from: string; until: string }): Promise<void> {
  const { choices } = (await test.call(person, "GET", "/notification-choices")) as { choices: object };
  await test.call(person, "PUT", "/notification-choices", { ...choices, quiet: hours });
}

async function count(): Promise<number> {
  await test.heard();
  const rows = await sql<{ count: number }>`
    select count from queue_counts where channel_id = ${test.channelId} and status = 'new'`.execute(
    test.database.system,
  );
  return rows.rows[0]?.count ?? 0;
}
