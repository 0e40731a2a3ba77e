import { createHash } from "node:crypto";
import type { OrganizationId, UserId } from "@guichet/contract";

/** One line of the log of settings. `number` counts from 1 in each organization, without gaps. */
export type SettingsLine = {
  readonly organizationId: OrganizationId;
  readonly number: string;
  readonly id: string;
  readonly at: Date;
  readonly actorId: UserId | null;
  readonly actorName: string;
  readonly action: string;
  readonly subject: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly address: string;
};
export type ChainedLine = SettingsLine & { readonly previousHash: string; readonly hash: string };

/** What the first line of an organization points back to. */
export const CHAIN_START = "start";

/** The hash of a line covers everything in it and the hash of the line before (S48). */
export function hashLine(line: SettingsLine, previousHash: string): string {
  const parts = [
    previousHash,
    line.organizationId,
    line.number,
    line.id,
    line.at.toISOString(),
    line.actorId,
    line.actorName,
    line.action,
    line.subject,
    line.before,
    line.after,
    line.address,
  ];
  return createHash("sha256").update(toCanonicalJson(parts)).digest("hex");
}

/** The number of the first line that was changed, removed or put in; undefined: the chain is whole. */
export function findBreak(lines: readonly ChainedLine[], before: Pick<ChainedLine, "number" | "hash">) {
  let previous = before;
  for (const line of lines) {
    const expected = String(BigInt(previous.number) + 1n);
    if (line.number !== expected || line.previousHash !== previous.hash) return expected;
    if (line.hash !== hashLine(line, previous.hash)) return expected;
    previous = line;
  }
  return undefined;
}

/** PostgreSQL keeps jsonb with its keys in its own order; a hash needs ours. */
export function toCanonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
