import type { UserId } from "@guichet/contract";
import { expect, test } from "vitest";
import { hashRecoveryCode, newRecoveryCodes } from "./recovery-codes.ts";

const ada = "0192-ada" as UserId;

test("S18 ten different codes of 80 bits that fit the sign-in form", () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(Math.max(...codes.map((code) => code.length))).toBeLessThanOrEqual(20);
});

test("a code may be typed in small letters, without dashes, and with O for 0", () => {
  const hash = hashRecoveryCode(ada, "AB01-CD23-EF45-GH67");
  expect(hash).toBeDefined();
  for (const typed of ["ab01cd23ef45gh67", "abOl cd23 ef45 gh67", "ABOI-CD23-EF45-GH67"])
    expect(hashRecoveryCode(ada, typed)).toBe(hash);
});

test("S18 the hash is bound to the user, and anything else is no code", () => {
  expect(hashRecoveryCode("0192-bob" as UserId, "AB01-CD23-EF45-GH67")).not.toBe(
    hashRecoveryCode(ada, "AB01-CD23-EF45-GH67"),
  );
  for (const typed of ["", "AB01", "AB01-CD23-EF45-GH6U", "123456", "A".repeat(5000)])
    expect(hashRecoveryCode(ada, typed)).toBeUndefined();
});
