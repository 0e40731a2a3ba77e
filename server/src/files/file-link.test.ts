import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { checkFileLink, fileLinkMaxMs, NETWORK_SUBJECT, networkLinkMaxMs, signFileLink } from "./file-link.ts";

const key = randomBytes(32);
const now = 1_800_000_000_000;
const claim = { attachmentId: "0190-a", subject: "user:0190-b", expiresAt: now + 60_000 };
const token = signFileLink(claim, key);

test("S15 a link opens its file for its person until it is over", () => {
  expect(checkFileLink(token, "0190-a", key, now)).toEqual({ subject: "user:0190-b" });
  expect(checkFileLink(token, "0190-a", key, claim.expiresAt - 1)).toEqual({ subject: "user:0190-b" });
  expect(checkFileLink(token, "0190-a", key, claim.expiresAt)).toBeUndefined();
  expect(token).toMatch(/^[\w.-]+$/);
});

test("S15 a link opens no other file and comes from no other key", () => {
  expect(checkFileLink(token, "0190-c", key, now)).toBeUndefined();
  expect(checkFileLink(token, "0190-a", randomBytes(32), now)).toBeUndefined();
});

test("S15 a link signed for longer than five minutes is worth nothing yet", () => {
  const long = signFileLink({ ...claim, expiresAt: now + fileLinkMaxMs + 1 }, key);
  expect(checkFileLink(long, "0190-a", key, now)).toBeUndefined();
  expect(checkFileLink(long, "0190-a", key, now + 1)).toEqual({ subject: "user:0190-b" });
});

test("S15 a link for a contact's network is good for three months, and for nobody else so long", () => {
  const lasting = { ...claim, subject: NETWORK_SUBJECT, expiresAt: now + networkLinkMaxMs };
  expect(checkFileLink(signFileLink(lasting, key), "0190-a", key, now)).toEqual({ subject: NETWORK_SUBJECT });
  const longer = { ...lasting, expiresAt: now + networkLinkMaxMs + 1 };
  expect(checkFileLink(signFileLink(longer, key), "0190-a", key, now)).toBeUndefined();
  const [expires = "", , signature = ""] = signFileLink(lasting, key).split(".");
  const asUser = [expires, Buffer.from("user:0190-b").toString("base64url"), signature].join(".");
  expect(checkFileLink(asUser, "0190-a", key, now)).toBeUndefined();
});

test("S15 every altered character is noticed, and a swapped person too", () => {
  for (let at = 0; at < token.length; at += 1) {
    const altered = `${token.slice(0, at)}${token[at] === "A" ? "B" : "A"}${token.slice(at + 1)}`;
    // The last character of a signature has two bits that carry nothing; the text must be the same all the same.
    expect(checkFileLink(altered, "0190-a", key, now)).toBeUndefined();
  }
  const other = signFileLink({ ...claim, subject: "user:evil" }, key);
  const [expires, , signature] = token.split(".");
  expect(checkFileLink([expires, other.split(".")[1], signature].join("."), "0190-a", key, now)).toBeUndefined();
});

test.each([
  undefined,
  null,
  "",
  " ",
  ".",
  "..",
  "a.b.c",
  7,
  true,
  {},
  [],
  [token],
  ["a", "b"],
  "x".repeat(1e6),
  `${token}.`,
  ` ${token}`,
  `${token}\n`,
])("S18 the token %j opens nothing", (junk) => {
  expect(checkFileLink(junk, "0190-a", key, now)).toBeUndefined();
});

test("S15 parts of a claim cannot be moved into one another", () => {
  const one = signFileLink({ attachmentId: 'a","b', subject: "c", expiresAt: now + 1 }, key);
  expect(checkFileLink(one, "a", key, now)).toBeUndefined();
});

test("a weak key is refused", () => {
  expect(() => signFileLink(claim, randomBytes(16))).toThrow(RangeError);
});
