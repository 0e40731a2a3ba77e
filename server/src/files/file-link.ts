import { createHmac } from "node:crypto";
import { sameBytes } from "../lib/token.ts";

/** A link lives no longer than this, whoever signed it. */
export const fileLinkMaxMs = 5 * 60_000;

/**
 * The subject of links for networks that keep the address alone: a contact's telephone fetches the file whenever the
 * message is looked at. Such a link lives so long, in milliseconds.
 */
export const NETWORK_SUBJECT = "network";
export const networkLinkMaxMs = 90 * 24 * 3_600_000;

export type FileLinkClaim = {
  attachmentId: string;
  /** Who may use it, e.g. `user:<id>` or `contact:<id>`. Permission is still checked at every access. */
  subject: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
};

/** The token of a short-lived link to one file for one person. `key` is secret and at least 32 bytes long. */
export function signFileLink(claim: FileLinkClaim, key: Uint8Array): string {
  if (!Number.isSafeInteger(claim.expiresAt)) throw new RangeError("A link expires at a whole millisecond.");
  const subject = Buffer.from(claim.subject, "utf8").toString("base64url");
  return `${claim.expiresAt.toString(36)}.${subject}.${sign(claim, key)}`;
}

/**
 * Who the link was made for; undefined when it was altered, guessed, made for another file, or is over. One answer for all,
 * so that the caller can give the same 404 (S15). Takes whatever came in the address.
 */
export function checkFileLink(
  token: unknown,
  attachmentId: string,
  key: Uint8Array,
  now: number,
): { subject: string } | undefined {
  const found = typeof token === "string" ? tokenShape.exec(token)?.groups : undefined;
  const claim = {
    attachmentId,
    subject: Buffer.from(found?.subject ?? "", "base64url").toString("utf8"),
    expiresAt: Number.parseInt(found?.expires ?? "0", 36),
  };
  const isOurs = sameBytes(sign(claim, key), found?.signature ?? "");
  const isInTime = now < claim.expiresAt && claim.expiresAt <= now + longestOf(claim.subject);
  return isOurs && isInTime ? { subject: claim.subject } : undefined;
}

function longestOf(subject: string): number {
  return subject === NETWORK_SUBJECT ? networkLinkMaxMs : fileLinkMaxMs;
}

const tokenShape = /^(?<expires>[0-9a-z]{1,11})\.(?<subject>[\w-]{1,200})\.(?<signature>[\w-]{43})$/;

function sign({ attachmentId, subject, expiresAt }: FileLinkClaim, key: Uint8Array): string {
  if (key.byteLength < 32) throw new RangeError("The key of file links has at least 32 bytes.");
  // JSON keeps the parts apart: no two claims give the same text.
  const text = JSON.stringify(["guichet file link 1", attachmentId, subject, expiresAt]);
  return createHmac("sha256", key).update(text).digest("base64url");
}
