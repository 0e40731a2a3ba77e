import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { createSecretBox, SecretBoxError } from "./secret-box.ts";

const oldKey = randomBytes(32);
const newKey = randomBytes(32);

test("S46 a sealed secret opens again and shows nothing of itself", () => {
  const box = createSecretBox(oldKey);
  const sealed = box.seal("canary-token-é😀", "channel:1");
  expect(sealed.startsWith("v1.")).toBe(true);
  expect(sealed).not.toContain("canary");
  expect(Buffer.from(sealed.split(".")[2] ?? "", "base64url").includes("canary")).toBe(false);
  expect(box.open(sealed, "channel:1")).toBe("canary-token-é😀");
  expect(box.open(box.seal("", ""), "")).toBe("");
});

test("the same secret is sealed differently each time", () => {
  const box = createSecretBox(oldKey);
  expect(box.seal("a", "b")).not.toBe(box.seal("a", "b"));
});

test("a secret moved to another record does not open", () => {
  const box = createSecretBox(oldKey);
  expect(() => box.open(box.seal("a", "channel:1"), "channel:2")).toThrow(SecretBoxError);
});

test("every altered character is noticed", () => {
  const box = createSecretBox(oldKey);
  const sealed = box.seal("secret", "x");
  for (let at = 0; at < sealed.length - 1; at += 1) {
    const altered = `${sealed.slice(0, at)}${sealed[at] === "A" ? "B" : "A"}${sealed.slice(at + 1)}`;
    expect(() => box.open(altered, "x")).toThrow(SecretBoxError);
  }
});

test.each(["", "v1", "v1.a", "v1.a.b.c", "v2.a.b", "plain text", "v1..", "v1.AAAAAAAA.AAAA"])(
  "junk %j is refused",
  (junk) => {
    expect(() => createSecretBox(oldKey).open(junk, "x")).toThrow(SecretBoxError);
  },
);

test("S46 keys rotate: the new one seals, the old one still opens until it is taken away", () => {
  const sealed = createSecretBox(oldKey).seal("secret", "x");
  const both = createSecretBox(newKey, oldKey);
  expect(both.open(sealed, "x")).toBe("secret");
  expect(both.isOutdated(sealed)).toBe(true);
  const again = both.seal("secret", "x");
  expect(both.isOutdated(again)).toBe(false);
  expect(createSecretBox(newKey).open(again, "x")).toBe("secret");
  expect(() => createSecretBox(newKey).open(sealed, "x")).toThrow(SecretBoxError);
});

test("a key of the wrong length is refused at the start", () => {
  expect(() => createSecretBox(randomBytes(16))).toThrow(SecretBoxError);
});
