import type { BoundedCount, ChannelId } from "@guichet/contract";
import { type Ctx, readRows } from "../db/index.ts";
import { chooseIndex, type Walk } from "./queue-by-label.sql.ts";
import { fewOf, walksLabels } from "./queue-few.sql.ts";
import { filtersOf, hideIn, onlyPeople, type Value } from "./queue-filters.sql.ts";
import type { QueueQuery } from "./queue-page.sql.ts";

export type CountQuery = Omit<QueueQuery, "channels" | "order" | "after" | "until" | "limit"> & {
  readonly channels: readonly ChannelId[];
};

/**
 * How many conversations of these channels fit. At most `lookedAt` of them are looked at one by one, so that the cost does not
 * grow with the data; where more stand in the queue, the count says that it is a lower bound.
 */
export async function countMatching(
  ctx: Pick<Ctx, "db" | "organizationId">,
  query: CountQuery,
  lookedAt: number,
): Promise<BoundedCount> {
  const full = { ...query, order: "oldest" as const, limit: 0 };
  const walk =
    query.labels !== undefined && walksLabels(full) ? await chooseIndex(ctx, query, query.labels) : undefined;
  const values: unknown[] = [ctx.organizationId, lookedAt + 1];
  const value = hideIn(values);
  const looked = "(select $2::int)";
  const text = `
    select coalesce(sum(q.n), 0)::int as looked, count(*) filter (where ${fitsOf(full, walk, value)})::int as found
    from (${walk === undefined ? ofQueue(full, looked, value) : ofLabels(full, walk, looked, value)}) q`;
  const [row] = await readRows<{ looked: number; found: number }>(ctx.db, text, values);
  return { count: row?.found ?? 0, more: (row?.looked ?? 0) > lookedAt };
}

function fitsOf(query: QueueQuery, walk: Walk | undefined, value: Value): string {
  const bears = walk?.also === undefined ? "" : `and (q.topic_ids || q.tag_ids) && ${value(walk.also, "uuid[]")}`;
  return `true ${filtersOf(query, value)} ${bears}`;
}

/** Those of named people alone come from their own index; what is few, or comes back, is all that is looked at. */
function ofQueue(query: QueueQuery, looked: string, value: Value): string {
  const people = onlyPeople(query);
  const few = fewOf(query, value);
  return `
    select q.*, 1 as n from ${few === undefined ? "" : `(${few}) few cross join`} conversations q
    where ${few === undefined ? "" : "q.id = few.id and"} q.organization_id = $1 and q.channel_id = any(${value(query.channels, "uuid[]")}) and q.status = ${value(query.status, "text")}
      and q.holder is null ${query.only === "boomerang" ? "and q.boomerang_at is not null" : ""} ${people === undefined ? "" : `and q.assignee_id = any(${value(people.users, "uuid[]")})`} limit ${looked}`;
}

/** One that bears several of the labels is looked at once, and counts as often as it was met. */
function ofLabels(query: QueueQuery, { walked }: Walk, looked: string, value: Value): string {
  return `
    select q.*, met.n from (
      select l.conversation_id, count(*)::int as n from (
        select conversation_id from conversation_labels
        where organization_id = $1 and label_id = any(${value(walked, "uuid[]")})
          and channel_id = any(${value(query.channels, "uuid[]")}) and status = ${value(query.status, "text")} limit ${looked}
      ) l group by l.conversation_id
    ) met join conversations q on q.organization_id = $1 and q.id = met.conversation_id`;
}
