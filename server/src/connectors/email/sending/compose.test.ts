import fc from "fast-check";
import { simpleParser } from "mailparser";
import { describe, expect, test } from "vitest";
import type { OutboundMessage } from "../../connector.ts";
import { buildOutboundFile, buildOutboundMessage } from "../../connector-bench.ts";
import { buildEmailChannel } from "../testing/build-channel.ts";
import { composeMail } from "./compose.ts";
import { isMailAddress, replySubject } from "./header-text.ts";

const channel = buildEmailChannel({ address: "support@shop.example" });
const now = Date.parse("2026-11-22T16:00:00Z");
const message = buildOutboundMessage({ to: { externalId: "ada@example.org", displayName: "Ada" } });

async function write(changes: Partial<OutboundMessage> = {}, where = channel): Promise<string> {
  const mail = composeMail({ ...message, ...changes }, where, now);
  const chunks: Buffer[] = [];
  for await (const chunk of (await mail?.open()) ?? []) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

function headerNames(mail: string): string[] {
  const head = mail.slice(0, mail.indexOf("\r\n\r\n"));
  return [...head.matchAll(/^([^\s:]+):/gm)].map(([, name = ""]) => name.toLowerCase());
}

/** The contact's mail, as `parse` kept it. */
function answering(context: Readonly<Record<string, unknown>>): Partial<OutboundMessage> {
  return { lastInbound: { externalId: "x", context, at: now } };
}

describe("the thread", () => {
  test("F-24 the first reference and the last nineteen stay", async () => {
    const references = Array.from({ length: 60 }, (_, at) => `<${at}@x.org>`);
    const parsed = await simpleParser(await write(answering({ messageId: "<last@x.org>", references, subject: "Hi" })));
    expect(parsed.inReplyTo).toBe("<last@x.org>");
    expect(parsed.references).toEqual(["<0@x.org>", ...references.slice(42), "<last@x.org>"]);
    expect(parsed.references).toHaveLength(20);
  });

  test("the message that is answered wins over the latest one", async () => {
    const replyTo = { externalId: "x", context: { messageId: "<chosen@x.org>", subject: "Chosen" } };
    const parsed = await simpleParser(await write({ ...answering({ messageId: "<latest@x.org>" }), replyTo }));
    expect(parsed).toMatchObject({ inReplyTo: "<chosen@x.org>", subject: "Re: Chosen" });
  });

  test("I6 every attempt has the same Message-ID", async () => {
    const ids = [1, 2, 3].map((attempt) => composeMail({ ...message, attempt }, channel, now + attempt)?.messageId);
    expect(new Set(ids).size).toBe(1);
    expect((await simpleParser(await write({ attempt: 4 }))).messageId).toBe(ids[0]);
  });

  test("S31 the reply address is keyed, unless plus addresses are off or would be too long", async () => {
    expect(await write()).toMatch(/^Reply-To: Support\s+<support\+[a-z2-7]{42}@shop\.example>/m);
    expect(
      headerNames(await write({}, buildEmailChannel({ address: "support@shop.example", plusAddressing: false }))),
    ).not.toContain("reply-to");
    expect(
      headerNames(await write({}, buildEmailChannel({ address: "customer.care.center.europe@shop.example" }))),
    ).not.toContain("reply-to");
  });

  test("S31 a reply goes to the one who wrote, never to another Reply-To", async () => {
    const parsed = await simpleParser(await write(answering({ messageId: "<a@x>", replyTo: "eve@evil.example" })));
    expect(parsed.to).toMatchObject({ value: [{ address: "ada@example.org" }] });
    expect(await write(answering({ messageId: "<a@x>", replyTo: "eve@evil.example" }))).not.toContain("evil");
  });

  test.each([
    ["Hello", "Re: Hello"],
    ["Re: Re: AW: Hello", "Re: Hello"],
    ["RE[2]: Fwd: TR : Bonjour", "Re: Bonjour"],
    ["回复：你好", "Re: 你好"],
    ["", "Re:"],
    ["Regarding: this", "Re: Regarding: this"],
  ])("the subject %j becomes %j", (subject, reply) => {
    expect(replySubject(subject)).toBe(reply);
  });

  test("S32 what the product writes by itself says so", async () => {
    const mail = await write({ automatic: true });
    expect(mail).toMatch(/^Auto-Submitted: auto-replied\r$/m);
    expect(mail).toMatch(/^X-Auto-Response-Suppress: All\r$/m);
    expect(headerNames(await write())).not.toContain("auto-submitted");
  });
});

describe("S33 nothing a stranger or an agent wrote makes another header", () => {
  const usual = [
    "from",
    "to",
    "reply-to",
    "in-reply-to",
    "references",
    "subject",
    "message-id",
    "date",
    "mime-version",
    "content-type",
  ];
  const breaks = fc.constantFrom(
    "\r\n",
    "\n",
    "\r",
    "\0",
    "\u0085",
    "\u2028",
    "\u2029",
    "\r\nBcc: eve@evil.example\r\n",
    "\r\n\r\n<b>",
    "é",
  );
  const hostile = fc
    .array(fc.oneof(breaks, fc.string({ maxLength: 8 })), { maxLength: 8 })
    .map((pieces) => pieces.join(""));

  test("P52 whatever stands in names, subjects, ids and file names", async () => {
    const poison = fc.record({
      name: hostile,
      subject: hostile,
      id: hostile,
      reference: hostile,
      file: hostile,
      type: hostile,
    });
    await fc.assert(
      fc.asyncProperty(poison, async ({ name, subject, id, reference, file, type }) => {
        const context = { messageId: `<${id}>`, references: [`<${reference}>`, reference], subject };
        const files = [buildOutboundFile(Buffer.from("x"), { name: file, type })];
        const settings = { ...channel.settings, senderName: name };
        const to = { externalId: "ada@example.org", displayName: name };
        const mail = await write({ to, files, ...answering(context) }, { ...channel, settings });
        for (const header of headerNames(mail)) expect(usual).toContain(header);
        expect(new Set(headerNames(mail)).size).toBe(headerNames(mail).length);
        expect(mail).not.toMatch(/[\0\u0085\u2028\u2029]/);
        expect(mail.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    ["ada@example.org", true],
    ["zoé@bücher.example", true],
    ["unknown-1234@sender.invalid", false],
    ["ada@example.org\r\nRCPT TO:<eve@evil.example>", false],
    ["ada@example.org>", false],
    ["<ada@example.org>", false],
    ["a b@example.org", false],
    ["ada", false],
    ["@example.org", false],
    ["", false],
    [`${"a".repeat(65)}@example.org`, false],
  ])("whether %j can be written to: %s", (address, can) => {
    expect(isMailAddress(address)).toBe(can);
  });
});

describe("the body", () => {
  test("S4 text and HTML say the same, and markup in it is text", async () => {
    const text = '1 < 2 & <b>"bold"</b>\nhttps://shop.example/?a=1&b=2.\n<script>alert(1)</script>';
    const parsed = await simpleParser(await write({ text }));
    expect(parsed.text?.trim()).toBe(text);
    expect(parsed.html).toContain("&lt;script&gt;");
    expect(parsed.html).toContain('<a href="https://shop.example/?a=1&amp;b=2">https://shop.example/?a=1&amp;b=2</a>.');
    expect(parsed.html).not.toMatch(/<(b|script)\b/);
  });

  test("I14 a NUL and a lone surrogate are mended", async () => {
    const parsed = await simpleParser(await write({ text: "a\0b\ud800c" }));
    expect(parsed.text?.trim()).toBe("a\ufffdb\ufffdc");
  });

  test("W47 files are opened only when they are read, and carry their names", async () => {
    let opened = 0;
    const file = buildOutboundFile(Buffer.from("content"), { name: "été/../résumé.pdf", type: "application/pdf" });
    const counting = {
      ...file,
      open: () => {
        opened += 1;
        return file.open();
      },
    };
    const mail = composeMail({ ...message, files: [counting] }, channel, now);
    expect(opened).toBe(0);
    const parsed = await simpleParser(await write({ files: [counting] }));
    expect(mail).toBeDefined();
    expect(parsed.attachments[0]).toMatchObject({
      filename: "été_.._résumé.pdf",
      contentType: "application/pdf",
      content: Buffer.from("content"),
    });
  });
});

test("S31 a channel without a key sends nothing", () => {
  expect(composeMail(message, { ...channel, endpointSecrets: {} }, now)).toBeUndefined();
});
