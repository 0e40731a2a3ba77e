import { expect, test } from "vitest";
import { toOneLine } from "./header-value.ts";
import { greetingName, parseSender, parseSmtpUrl } from "./mail-settings.ts";

test.each([
  ["smtp://mail.example", { host: "mail.example", port: 587, implicitTls: false, requireTls: false, auth: undefined }],
  ["smtps://mail.example", { host: "mail.example", port: 465, implicitTls: true, requireTls: false, auth: undefined }],
  ["smtp://localhost:25", { host: "localhost", port: 25, implicitTls: false, requireTls: false, auth: undefined }],
  [
    "smtp://u%40x:p%3Aw@m.example:2525",
    { host: "m.example", port: 2525, implicitTls: false, requireTls: true, auth: { user: "u@x", pass: "p:w" } },
  ],
  [
    "smtp://u:100%@[::1]:25",
    { host: "::1", port: 25, implicitTls: false, requireTls: false, auth: { user: "u", pass: "100%" } },
  ],
])("the mail server %s is understood", (url, server) => {
  expect(parseSmtpUrl(url)).toEqual(server);
});

test.each(["", "mail.example", "http://mail.example", "smtp://", "smtp:mail"])(
  "the mail server %j is refused at the start",
  (url) => {
    expect(() => parseSmtpUrl(url)).toThrow("smtp://");
  },
);

test("S41 a mistyped mail server is reported without its password", () => {
  expect(() => parseSmtpUrl("smpt://user:secret@mail.example")).toThrow(
    expect.not.objectContaining({ message: expect.stringContaining("secret:") }),
  );
});

test.each([
  ["a@b.example", { name: "", address: "a@b.example" }],
  ["Guichet <a@b.example>", { name: "Guichet", address: "a@b.example" }],
  ['"Été, Co" <a@b.example>', { name: "Été, Co", address: "a@b.example" }],
])("the sender %s is understood", (text, sender) => {
  expect(parseSender(text)).toEqual(sender);
});

test.each(["", "Guichet", "a@b, c@d", "X\r\nBcc: e@x <a@b.example>", "X <a b@c>"])(
  "the sender %j is refused",
  (text) => {
    expect(() => parseSender(text)).toThrow("sender");
  },
);

test.each([
  ["https://help.example.org:8443/x", "help.example.org"],
  ["http://localhost:3000", undefined],
  ["http://192.168.1.2:3000", undefined],
])("from %s we greet as %s", (url, name) => {
  expect(greetingName(url)).toBe(name);
});

test.each([
  ["Ada Lovelace", "Ada Lovelace"],
  ["a\r\nBcc: b", "a Bcc: b"],
  ["\u202Eadmin\u2066 \u200B x\0", "admin x"],
  ["a".repeat(300), `${"a".repeat(99)}…`],
  ["\uD800", "\uFFFD"],
  ["", ""],
])("S33 the value %j becomes the line %j", (value, line) => {
  expect(toOneLine(value)).toBe(line);
});
