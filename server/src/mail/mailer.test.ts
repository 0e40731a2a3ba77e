import { simpleParser } from "mailparser";
import { afterEach, expect, test } from "vitest";
import { createOutbound } from "../outbound/index.ts";
import { createMailer } from "./mailer.ts";
import { type SmtpAnswers, type SmtpServerForTests, startSmtp } from "./smtp-server.test-kit.ts";

const outbound = createOutbound({ connectTimeoutMs: 2_000 });
const settings = { from: "Guichet <no-reply@guichet.example>", publicUrl: "https://guichet.example", outbound };
const mail = { to: "agent@example.org", subject: "Bonjour à tous", text: "Texte\n.\nfin", html: "<p>Texte</p>" };

let server: SmtpServerForTests | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function start(answers: SmtpAnswers = {}) {
  server = await startSmtp(answers);
  return { server, mailer: createMailer({ ...settings, smtpUrl: `smtp://127.0.0.1:${server.port}` }) };
}

test("a mail arrives as it was written, marked as automatic", async () => {
  const { server, mailer } = await start();
  const result = await mailer.send(mail);
  const [dialogue] = server.dialogues;
  expect(dialogue?.commands).toEqual([
    "EHLO guichet.example",
    "MAIL FROM:<no-reply@guichet.example>",
    "RCPT TO:<agent@example.org>",
    "DATA",
  ]);
  const parsed = await simpleParser((dialogue?.message ?? "").replace(/^\.\./gm, "."));
  expect(parsed).toMatchObject({
    subject: mail.subject,
    html: mail.html,
    from: { text: '"Guichet" <no-reply@guichet.example>' },
  });
  expect(parsed.text?.trim()).toBe(mail.text);
  expect(parsed.headers.get("auto-submitted")).toBe("auto-generated");
  expect(result).toEqual({ delivered: true, messageId: parsed.messageId });
});

test("without a mail server nothing is sent, and the caller is told", async () => {
  const mailer = createMailer(settings);
  expect(mailer.isConfigured).toBe(false);
  expect(await mailer.send(mail)).toEqual({ delivered: false, reason: "not_configured" });
});

test.each([
  ["RCPT", "550 5.1.1 no such user", { delivered: false, reason: "refused", responseCode: 550 }],
  ["RCPT", "450 4.7.1 greylisted", { delivered: false, reason: "unreachable", responseCode: 450 }],
  ["MESSAGE", "554 5.7.1 spam", { delivered: false, reason: "refused", responseCode: 554 }],
  ["MAIL", "421 4.7.0 later", { delivered: false, reason: "unreachable", responseCode: 421 }],
  ["DATA", "", { delivered: false, reason: "unreachable" }],
  ["MESSAGE", "", { delivered: false, reason: "unreachable" }],
  ["HELLO", "554 go away", { delivered: false, reason: "refused", responseCode: 554 }],
])("F-10 a server that answers %s with %j gives a result, never an error", async (word, answer, result) => {
  const { mailer } = await start({ [word]: answer });
  expect(await mailer.send(mail)).toEqual(result);
});

test("F-10 a server that is not there is unreachable", async () => {
  const { server, mailer } = await start();
  await server.stop();
  expect(await mailer.send(mail)).toEqual({ delivered: false, reason: "unreachable", connected: false });
});

const ends = ["\r", "\n", "\r\n", "\0", "\u0085", "\u2028", "\u2029", "\u000B"];

test.each(ends)("S33 %j in a subject or an address is refused before anything is said", async (end) => {
  const { server, mailer } = await start();
  const refused = { delivered: false, reason: "invalid" };
  expect(await mailer.send({ ...mail, subject: `a${end}Bcc: evil@example.org` })).toEqual(refused);
  expect(await mailer.send({ ...mail, to: `agent@example.org${end}RCPT TO:<evil@example.org>` })).toEqual(refused);
  expect(server.dialogues).toHaveLength(0);
});

test("S33 P52 whatever a text holds, the mail has the same headers and one recipient", async () => {
  const { server, mailer } = await start();
  const counts = new Set<number>();
  for (const end of ["", ...ends]) {
    const hostile = `a${end}${end}Bcc: evil@example.org${end}.${end}RCPT TO:<evil@example.org>`;
    await mailer.send({ ...mail, text: hostile, html: `<p>${hostile}</p>` });
    const { commands, message } = server.dialogues.at(-1) ?? { commands: [], message: "" };
    const { headerLines } = await simpleParser(message);
    counts.add(headerLines.length);
    expect(headerLines.some(({ key }) => key === "bcc")).toBe(false);
    expect(commands.filter((command) => command.startsWith("RCPT"))).toEqual(["RCPT TO:<agent@example.org>"]);
  }
  expect(counts.size).toBe(1);
});

test.each([
  "",
  "a",
  "a@b, c@d",
  "a@b c@d",
  "<a@b>",
  "A <a@b>",
  "a@b;c@d",
  '"a b"@c',
  "a@",
  "@b",
  `${"a".repeat(65)}@b`,
  "a@b@c",
])("S33 %j is not one address", async (to) => {
  const { server, mailer } = await start();
  expect(await mailer.send({ ...mail, to })).toEqual({ delivered: false, reason: "invalid" });
  expect(server.dialogues).toHaveLength(0);
});

test("S41 a password does not leave for another machine without TLS", async () => {
  const { server } = await start();
  const toSelf = createMailer({ ...settings, smtpUrl: `smtp://user:secret@127.0.0.1:${server.port}` });
  expect(await toSelf.send(mail)).toMatchObject({ delivered: true });
  expect(server.dialogues.at(-1)?.commands.some((command) => command.startsWith("AUTH"))).toBe(true);
  const resolving = createOutbound({ resolve: async () => ["127.0.0.1"] });
  const smtpUrl = `smtp://user:secret@mail.example:${server.port}`;
  const toOther = createMailer({ ...settings, smtpUrl, outbound: resolving });
  expect(await toOther.send(mail)).toMatchObject({ delivered: false });
  expect(server.dialogues.at(-1)?.commands.some((command) => command.startsWith("AUTH"))).toBe(false);
});
