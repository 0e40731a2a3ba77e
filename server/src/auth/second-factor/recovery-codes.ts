import { randomBytes } from "node:crypto";
import type { UserId } from "@guichet/contract";
import { hashToken } from "../../lib/token.ts";

const HOW_MANY = 10;
const LENGTH = 16;
/** 32 signs that are not mistaken for one another (Crockford). */
const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Ten codes of 80 bits, each good for one sign-in without the app. Shown once, kept hashed. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: HOW_MANY }, () => {
    const signs = [...randomBytes(LENGTH)].map((byte) => SIGNS[byte % SIGNS.length]).join("");
    return signs.replace(/(.{4})(?=.)/g, "$1-");
  });
}

/** Undefined: this is not written like a recovery code. Case, spaces and dashes do not matter; O, I and L are read as digits. */
export function hashRecoveryCode(userId: UserId, typed: string): string | undefined {
  const signs = typed.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  if (signs.length !== LENGTH || [...signs].some((sign) => !SIGNS.includes(sign))) return undefined;
  return hashToken(`${userId} ${signs}`);
}
