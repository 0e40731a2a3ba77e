import { cleanJson } from "../lib/clean-json.ts";
import { cleanText } from "../lib/clean-text.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { type AuditedCtx, inAuditedTransaction } from "./audited-ctx.ts";
import { CHAIN_START, hashLine, type SettingsLine } from "./settings-chain.ts";
import { findLastLine, insertLine, lockSettings } from "./settings-changes.sql.ts";
import { searchTextOf } from "./settings-log/log-filter.ts";

export type SettingsChange = {
  /** What was done, e.g. `user.created`; the screen words it. */
  readonly action: string;
  /** What it was done to, in words of the moment: a name. */
  readonly subject: string;
  /** Only what changed, and never a secret. */
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
};

/** Writes a line into the log of settings, in the transaction of the change itself (S48). */
export async function appendSettingsChange(ctx: AuditedCtx, change: SettingsChange): Promise<void> {
  await inAuditedTransaction(ctx, async ({ db, organizationId }) => {
    await lockSettings(db, organizationId);
    const last = (await findLastLine(db, organizationId)) ?? { number: "0", hash: CHAIN_START };
    const line: SettingsLine = {
      organizationId,
      number: String(BigInt(last.number) + 1n),
      id: uuidV7(),
      at: ctx.now(),
      actorId: ctx.actor.type === "user" ? ctx.actor.id : null,
      actorName: cleanText(ctx.by.name),
      action: change.action,
      subject: cleanText(change.subject),
      before: toStored(change.before),
      after: toStored(change.after),
      address: ctx.by.address,
    };
    await insertLine(db, { ...line, previousHash: last.hash, hash: hashLine(line, last.hash) }, searchTextOf(line));
  });
}

/** As the database gives it back: what JSON cannot hold is gone, so that the hash can be computed again. */
function toStored(value: SettingsChange["before"]): unknown {
  return value === undefined ? null : cleanJson(JSON.parse(JSON.stringify(value)));
}

/** The fields of `after` that differ from `before`, on both sides; undefined when nothing does. */
export function changedFields<T extends Readonly<Record<string, unknown>>>(
  before: T,
  after: Partial<T>,
): { before: Record<string, unknown>; after: Record<string, unknown> } | undefined {
  const names = Object.keys(after).filter(
    (name) => after[name] !== undefined && JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  if (names.length === 0) return undefined;
  const pick = (from: Readonly<Record<string, unknown>>) => Object.fromEntries(names.map((name) => [name, from[name]]));
  return { before: pick(before), after: pick(after) };
}
