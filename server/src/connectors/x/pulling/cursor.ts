import { createHash } from "node:crypto";
import type { ConnectorContext } from "../../connector.ts";

/** Ids of X hold the moment at which they were made: milliseconds since this one, above 22 bits. */
const FIRST_MS = 1_288_834_974_657;

/** The id that a post of this moment would have at least. */
export function idAt(at: number): string {
  return String(BigInt(Math.max(0, at - FIRST_MS)) << 22n);
}

export function isAfter(id: string, other: string): boolean {
  return /^\d+$/.test(id) && /^\d+$/.test(other) && BigInt(id) > BigInt(other);
}

/** Of a list that is asked for from time to time. `what`: a query may be long. */
export function cursorOf(what: string, { store }: Pick<ConnectorContext, "store">) {
  const key = `since:${createHash("sha256").update(what).digest("hex").slice(0, 32)}`;
  return { get: async () => await store.get(key), set: async (id: string) => await store.set(key, id) };
}
