import { type AutoResolveOverride, Refusal } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { findReasonRow } from "./reasons.sql.ts";

/** The reasons that auto-resolve shall give must be there. What is foreign or unknown is not found. */
export async function checkReasons(
  ctx: Pick<Ctx, "db" | "organizationId">,
  given: AutoResolveOverride | undefined,
): Promise<void> {
  for (const step of [given?.new, given?.pending]) {
    const id = step?.reasonId ?? null;
    if (id !== null && (await findReasonRow(ctx, id)) === undefined) throw new Refusal("not_found");
  }
}
