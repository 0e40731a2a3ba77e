import { Refusal } from "@guichet/contract";
import { type AuditedCtx, inAuditedTransaction } from "./audited-ctx.ts";
import { isDuplicate } from "./is-duplicate.ts";
import { lockSettings } from "./settings-changes.sql.ts";

/** Refuses a value that is taken (`already_exists`), with its field. `unique`: name of the unique key → field. */
export async function refuseTaken<T>(unique: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const taken = Object.entries(unique).find(([key]) => isDuplicate(error, key));
    if (taken !== undefined) throw new Refusal("already_exists", { details: { field: taken[1] } });
    throw error;
  }
}

/** One change of settings at a time, in one transaction; what is taken is refused as above. */
export async function settleSettings<T>(
  ctx: AuditedCtx,
  unique: Readonly<Record<string, string>>,
  work: (inside: AuditedCtx) => Promise<T>,
): Promise<T> {
  return await refuseTaken(unique, () =>
    inAuditedTransaction(ctx, async (inside) => {
      await lockSettings(inside.db, inside.organizationId);
      return await work(inside);
    }),
  );
}
