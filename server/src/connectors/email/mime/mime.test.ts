import fc from "fast-check";
import { simpleParser } from "mailparser";
import MailComposer from "nodemailer/lib/mail-composer";
import { describe, expect, test } from "vitest";
import { fetchMedia } from "../fetch-media.ts";
import { buildMultipart } from "../fixtures/odd-mail.ts";
import { toMediaRefs } from "../reading/files.ts";
import { readSubject } from "../reading/mail-context.ts";
import { readBody } from "../reading/read-body.ts";
import { readAddresses } from "./addresses.ts";
import { decodeCharset } from "./decode-charset.ts";
import { decodeTransfer } from "./decode-transfer.ts";
import { decodeWords } from "./decode-words.ts";
import { firstHeader } from "./header-block.ts";
import { readStructure } from "./structure.ts";

const word = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 30 })
  .filter((text) => text.trim() !== "" && !/\p{Cc}|\p{Cf}/u.test(text));

async function collect(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk instanceof Uint8Array ? chunk : String(chunk)));
  return Buffer.concat(chunks);
}

test("what another program composes is read as it was meant, and as a second parser reads it", async () => {
  const mails = fc.record({
    subject: word,
    name: word,
    text: word,
    page: word,
    file: word,
    content: fc.uint8Array({ maxLength: 3000 }),
  });
  await fc.assert(
    fc.asyncProperty(mails, async ({ subject, name, text, page, file, content }) => {
      const bytes = await new MailComposer({
        from: { name, address: "ada@example.org" },
        to: "b@example.org",
        subject,
        text,
        html: `<p>${page.replace(/[<>&]/g, "")}</p>`,
        attachments: [{ filename: file, content: Buffer.from(content), contentType: "application/octet-stream" }],
      })
        .compile()
        .build();
      const mail = readStructure(bytes);
      const other = await simpleParser(bytes);
      const body = readBody(mail);
      expect(readSubject(mail.root.headers)).toBe(other.subject?.replace(/\s+/g, " ").trim());
      expect(readAddresses(firstHeader(mail.root.headers, "from"))[0]?.address).toBe("ada@example.org");
      expect(body.text.trim()).toBe(other.text?.trim());
      expect(body.files).toHaveLength(1);
      const [media] = toMediaRefs(body.files, false);
      if (media === undefined) return;
      const fetched = fetchMedia(media, { id: "d", path: "", headers: {}, body: bytes, receivedAt: 0 });
      if (!fetched.ok || !("stream" in fetched)) throw new Error("No file.");
      expect((await collect(fetched.stream)).equals(Buffer.from(content))).toBe(true);
    }),
    { numRuns: 150 },
  );
});

describe("transfer encodings", () => {
  const encoders = {
    base64: (bytes: Buffer) => bytes.toString("base64").replace(/.{1,61}/g, "$&\r\n"),
    "quoted-printable": (bytes: Buffer) =>
      [...bytes]
        .map((byte) => `=${byte.toString(16).padStart(2, "0").toUpperCase()}`)
        .join("")
        .replace(/.{72}/g, "$&=\r\n"),
    binary: (bytes: Buffer) => bytes.toString("latin1"),
  };

  test.each(Object.entries(encoders))("%s gives back every byte", (encoding, encode) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (content) => {
        const raw = Buffer.from(encode(Buffer.from(content)), "latin1");
        expect(Buffer.concat([...decodeTransfer(raw, encoding)]).equals(Buffer.from(content))).toBe(true);
      }),
    );
  });

  test("pieces that are cut anywhere join again", () => {
    const content = Buffer.from(Array.from({ length: 2_000_003 }, (_, at) => (at * 31) % 256));
    const raw = Buffer.from(content.toString("base64").replace(/.{76}/g, "$&\r\n"));
    expect(Buffer.concat([...decodeTransfer(raw, "base64")]).equals(content)).toBe(true);
  });

  test("junk never throws", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom("base64", "quoted-printable", "x-uuencode", "x-yenc"),
        (raw, encoding) => {
          expect(Buffer.concat([...decodeTransfer(Buffer.from(raw), encoding)]).length).toBeLessThanOrEqual(
            2 * raw.length,
          );
        },
      ),
    );
  });
});

test("any bytes in any charset become text, and never throw", () => {
  const labels = fc.oneof(
    fc.string(),
    fc.constantFrom("utf-8", "utf-16", "gb18030", "iso-2022-jp", "big5", "x-user-defined", "replacement", "ibm866"),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), labels, (bytes, label) => {
      expect(decodeCharset(bytes, label).isWellFormed()).toBe(true);
    }),
  );
});

test("junk in headers never throws", () => {
  const marks = fc.constantFrom(
    "=?",
    "?=",
    "?q?",
    "?b?",
    '"',
    "<",
    ">",
    "(",
    ")",
    ",",
    ";",
    ":",
    "@",
    "\\",
    "=?utf-8?q?=C3?=",
    " ",
  );
  const junk = fc.array(fc.oneof(marks, fc.string({ maxLength: 4 })), { maxLength: 40 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(junk, (header) => {
      expect(typeof decodeWords(header)).toBe("string");
      for (const { address } of readAddresses(header)) expect(address).toMatch(/^[^\s<>]+@[^\s<>]+$/);
    }),
  );
});

test("a file that is asked for by a wrong number is refused", () => {
  const body = buildMultipart("mixed", [["Content-Type: text/plain", "x"]]);
  for (const ref of ["part:0", "part:9", "part:-1", "part:x", "", "/etc/passwd"]) {
    expect(fetchMedia({ kind: "file", ref }, { id: "d", path: "", headers: {}, body, receivedAt: 0 })).toMatchObject({
      ok: false,
    });
  }
});
