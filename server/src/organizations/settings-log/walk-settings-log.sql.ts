import type { OrganizationId, UserId } from "@guichet/contract";
import { type ExpressionBuilder, sql } from "kysely";
import type { Db, Tables } from "../../db/index.ts";
import type { ChainedLine } from "../settings-chain.ts";
import { LINE } from "../settings-changes.sql.ts";
import { type LogFilter, wordsOf } from "./log-filter.ts";

/**
 * Lines looked at for one page at most: what is rarely found costs no more than what is often found, however long the log
 * is; the next page goes on from there.
 */
const STRIDE = 20_000;
/** Lines are numbered one after the other but take their time before: neighbours may be out of order by a little. */
const SLACK = 1000;
const GREATEST = "999999999999999999";

type Scope = { readonly db: Db; readonly organizationId: OrganizationId };
/** Numbers between which to look; the ends are not part of it. */
export type Span = { readonly above: string; readonly below: string };
export type Walked = { readonly lines: ChainedLine[]; readonly end: { number: string; at: Date } | undefined };

/** Where a filter's dates lie among the numbers; two look-ups in the index. */
export async function spanOf({ db, organizationId }: Scope, { from, to }: LogFilter): Promise<Span> {
  const lines = db.selectFrom("settings_changes").select("number").where("organization_id", "=", organizationId);
  const first =
    from === undefined
      ? undefined
      : await lines.where("at", ">=", new Date(from)).orderBy("at").orderBy("number").limit(1).executeTakeFirst();
  const last =
    to === undefined
      ? undefined
      : await lines
          .where("at", "<=", new Date(to))
          .orderBy("at", "desc")
          .orderBy("number", "desc")
          .limit(1)
          .executeTakeFirst();
  const none = (from !== undefined && first === undefined) || (to !== undefined && last === undefined);
  if (none) return { above: "0", below: "0" };
  return {
    above: first === undefined ? "0" : String(BigInt(first.number) - BigInt(SLACK)),
    below: last === undefined ? GREATEST : String(BigInt(last.number) + BigInt(SLACK)),
  };
}

/**
 * Lines of the span that fit, from one end on, at most `limit` of them and among the next so many lines alone. `end`: the last
 * line that was looked at when there are more; undefined: the span is at its end.
 */
export async function walkLines(
  scope: Scope,
  filter: LogFilter,
  span: Span,
  limit: number,
  order: "asc" | "desc",
  stride = STRIDE,
): Promise<Walked> {
  const found = await pageOf(scope, filter, span, limit, order, stride).execute();
  const last = found.at(-1);
  if (last !== undefined && found.length === limit) return { lines: found, end: last };
  const end = await walkOf(scope, filter, span, order)
    .select(["number", "at"])
    .offset(stride - 1)
    .limit(1)
    .executeTakeFirst();
  return { lines: found, end };
}

/** The statement behind a page. */
export function pageOf(
  scope: Scope,
  filter: LogFilter,
  span: Span,
  limit: number,
  order: "asc" | "desc",
  stride = STRIDE,
) {
  return scope.db
    .selectFrom(walkOf(scope, filter, span, order).selectAll().limit(stride).as("line"))
    .select(LINE)
    .where((where) => fits(where as never, filter))
    .orderBy("number", order)
    .limit(limit);
}

/** What an index has for a filter, in order. */
function walkOf({ db, organizationId }: Scope, filter: LogFilter, span: Span, order: "asc" | "desc") {
  return db
    .selectFrom("settings_changes")
    .where("organization_id", "=", organizationId)
    .where("number", ">", span.above)
    .where("number", "<", span.below)
    .$if(filter.userId !== undefined, (query) => query.where("actor_id", "=", filter.userId as UserId))
    .$if(filter.kind !== undefined, (query) => query.where("kind", "=", filter.kind ?? ""))
    .orderBy("number", order);
}

function fits(where: ExpressionBuilder<{ line: Tables["settings_changes"] }, "line">, filter: LogFilter) {
  const { from, to, actions = [] } = filter;
  const words = wordsOf(filter.search);
  const inLine = where.and(words.map((one) => sql<boolean>`strpos(' ' || line.search, ${` ${one}`}) > 0`));
  return where.and([
    ...(from === undefined ? [] : [where("line.at", ">=", new Date(from))]),
    ...(to === undefined ? [] : [where("line.at", "<=", new Date(to))]),
    ...(words.length === 0
      ? []
      : [where.or([inLine, ...(actions.length === 0 ? [] : [where("line.action", "in", [...actions])])])]),
  ]);
}
