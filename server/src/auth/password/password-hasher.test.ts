import { expect, test } from "vitest";
import { createPasswordHasher } from "./password-hasher.ts";

const cheap = { memory: 64, passes: 1, parallelism: 1 };

test("a password is recognised, another is not, and the hash shows its parameters", async () => {
  const hasher = createPasswordHasher(cheap);
  const encoded = await hasher.hash("Trois-4-petits-Chats!");
  expect(encoded).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$/);
  expect(await hasher.verify("Trois-4-petits-Chats!", encoded)).toBe(true);
  expect(await hasher.verify("trois-4-petits-Chats!", encoded)).toBe(false);
  expect(await hasher.hash("Trois-4-petits-Chats!")).not.toBe(encoded);
});

test("the same letters typed on another keyboard are the same password", async () => {
  const hasher = createPasswordHasher(cheap);
  const encoded = await hasher.hash("\u00C9t\u00E9-a-la-mer-4");
  expect(await hasher.verify("E\u0301te\u0301-a-la-mer-4", encoded)).toBe(true);
});

test("S20 nobody's password is never right", async () => {
  const hasher = createPasswordHasher(cheap);
  expect(await hasher.verify("", null)).toBe(false);
  expect(await hasher.verify("anything", null)).toBe(false);
});

test("hashes made with other parameters are outdated and still work", async () => {
  const old = await createPasswordHasher(cheap).hash("secret");
  const hasher = createPasswordHasher({ ...cheap, passes: 2 });
  expect(hasher.isOutdated(old)).toBe(true);
  expect(await hasher.verify("secret", old)).toBe(true);
  expect(hasher.isOutdated(await hasher.hash("secret"))).toBe(false);
});

test("the parameters of the product are 64 MiB, three passes, one lane", async () => {
  expect(await createPasswordHasher().hash("x")).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
});

test("S21 a flood is refused instead of taking the machine", async () => {
  const hasher = createPasswordHasher(cheap);
  const results = await Promise.allSettled(Array.from({ length: 300 }, () => hasher.verify("x", null)));
  const refused = results.filter((result) => result.status === "rejected");
  expect(refused).toHaveLength(300 - 102);
  expect(refused[0]).toMatchObject({ reason: { code: "unavailable" } });
  expect(await hasher.verify("x", null)).toBe(false);
});
