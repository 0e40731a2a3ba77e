import { expect, test } from "vitest";
import { findTotpStep, newTotp, totpCode } from "./totp.ts";

test("W23 codes are those of RFC 6238", () => {
  // Appendix B, SHA-1: the secret is the ASCII text 12345678901234567890; the last six of eight digits.
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  expect(totpCode(secret, new Date(59_000))).toBe("287082");
  expect(totpCode(secret, new Date(1_111_111_109_000))).toBe("081804");
  expect(findTotpStep(secret, "081804", new Date(1_111_111_109_000))).toBe(37_037_036);
});

test("W23 a code is good one step early and late, and names its step", () => {
  const { secret } = newTotp("ada@example.org");
  const now = new Date("2026-11-22T10:00:15.000Z");
  const step = Math.floor(now.getTime() / 30_000);
  for (const offset of [-1, 0, 1]) {
    const code = totpCode(secret, new Date(now.getTime() + offset * 30_000));
    expect(findTotpStep(secret, code, now)).toBe(step + offset);
  }
  expect(findTotpStep(secret, totpCode(secret, new Date(now.getTime() + 90_000)), now)).toBeUndefined();
});

test.each(["", "12345", "1234567", "abcdef", "１２３４５６", " 12345", "1e5000"])("S18 %j is no code", (code) => {
  expect(findTotpStep(newTotp("a@b.c").secret, code, new Date())).toBeUndefined();
});

test("W23 the address for the app names Guichet and the account", () => {
  const { uri, secret } = newTotp("ada@example.org");
  const url = new URL(uri);
  expect(url.protocol).toBe("otpauth:");
  expect(decodeURIComponent(url.pathname)).toContain("Guichet:ada@example.org");
  expect(url.searchParams.get("secret")).toBe(secret);
});
