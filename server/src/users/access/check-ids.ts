import { Refusal } from "@guichet/contract";
import type { Scope } from "../channel-access.ts";
import { listKnownIds } from "./access.sql.ts";

/**
 * Refuses a list that names something twice (invalid_input), or something that is not there: an id of another organization
 * or of a deleted channel is as unknown as one that never was (not_found).
 */
export async function checkIds(
  scope: Scope,
  table: "users" | "teams" | "channels",
  ids: readonly string[],
  path: string,
): Promise<void> {
  if (new Set(ids).size < ids.length)
    throw new Refusal("invalid_input", { fields: [{ path, problem: "named twice" }] });
  const known = await listKnownIds(scope.db, scope.organizationId, table, ids);
  if (known.length < ids.length) throw new Refusal("not_found", { details: { field: path } });
}
