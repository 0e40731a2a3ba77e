import type { Ctx } from "../db/index.ts";
import { CHAIN_START, findBreak } from "./settings-chain.ts";
import { listLinesAfter } from "./settings-changes.sql.ts";

export type ChainVerdict =
  | { readonly ok: true; readonly lines: number; readonly head: string }
  /** The number of the first line that was changed, removed or put in. */
  | { readonly ok: false; readonly brokenAt: string };

const PAGE = 500;

/**
 * Checks the whole log of settings of an organization. Lines cut off at the end cannot be seen from the rest: compare
 * `lines` and `head` with what was written to the process log before.
 */
export async function verifySettingsChain(ctx: Pick<Ctx, "db" | "organizationId">): Promise<ChainVerdict> {
  let last = { number: "0", hash: CHAIN_START };
  for (;;) {
    const lines = await listLinesAfter(ctx.db, ctx.organizationId, last.number, PAGE);
    const brokenAt = findBreak(lines, last);
    if (brokenAt !== undefined) return { ok: false, brokenAt };
    last = lines.at(-1) ?? last;
    if (lines.length < PAGE) return { ok: true, lines: Number(last.number), head: last.hash };
  }
}
