import type { ConversationId, MessageId } from "@guichet/contract";
import { type RawBuilder, sql } from "kysely";
import type { Ctx } from "../db/index.ts";
import { seenBy } from "../users/index.ts";
import type { Sampled } from "./plan-search.ts";
import type { AnyOf, ConversationFilter, Wanted } from "./wanted.ts";
import { allOf, gatheredBy, givesMore, type WordsPart } from "./words/words-query.ts";

export type Place = { readonly at: Date; readonly id: MessageId };
export type HitPlace = Place & { readonly conversationId: ConversationId };

/** Where it was looked: hits in order, and the last place that was seen; undefined: there is nothing below. */
export type Looked = { readonly hits: HitPlace[]; readonly last: Place | undefined; readonly seen: number };

type Asked = { readonly wanted: Wanted; readonly parts: readonly WordsPart[]; readonly limit: number };
type Row = {
  message_id: MessageId;
  conversation_id: ConversationId;
  at: Date;
  seen: number | null;
  counted: number[] | null;
};
type Sql = RawBuilder<unknown>;

/** Looks through the next messages, the newest first. */
export async function walkMessages(ctx: Ctx, asked: Asked, below: Place, most: number): Promise<Looked> {
  const fits = sql`${isVisible(asked)} and ${wordsOf(sql`s.words`, asked.parts)} as fits`;
  return await take(ctx, asked, nextMessages(ctx, asked, below, most, fits), most);
}

/** The same, and how common each part is among them. */
export async function walkAndCount(
  ctx: Ctx,
  asked: Asked,
  below: Place,
  most: number,
): Promise<Looked & { readonly sampled: Sampled }> {
  const { parts } = asked;
  const names = parts.map((_, index) => sql.ref(`part${index}`));
  const found = names.map(
    (name, n) => sql`${isVisible(asked)} and s.words @@ ${parts[n]?.query ?? ""}::tsquery as ${name}`,
  );
  const fits = sql.join(
    [isVisible(asked), ...names.map((name, n) => (parts[n]?.not ? sql`not ${name}` : name))],
    sql` and `,
  );
  // Only where the index may give what does not fit: else it gives the hits.
  const more = givesMore(parts)
    ? [sql`${isVisible(asked)} and s.words @@ ${gatheredBy(parts)}::tsquery as gathered`]
    : [];
  const said = sql.join([sql`s.channel_id`, ...found, ...more]);
  const source = sql`select s.*, ${fits} as fits from (${nextMessages(ctx, asked, below, most, said)}) s`;
  const count = (name: Sql) => sql`count(*) filter (where ${name})`;
  const looked = await take(
    ctx,
    asked,
    source,
    most,
    sql.join([sql`fits`, ...names, ...more.map(() => sql`gathered`)].map(count)),
  );
  const [hits = 0, ...told] = looked.counted;
  const [counted, gathered = hits] = [told.slice(0, parts.length), told[parts.length]];
  const spanMs = looked.first === undefined ? 0 : Math.max(0, newestOf(below, ctx.now()) - looked.first.getTime());
  return { ...looked, sampled: { messages: looked.seen, hits, gathered, spanMs, counted } };
}

function newestOf(below: Place, now: Date): number {
  return Math.min(below.at.getTime(), now.getTime());
}

function nextMessages(ctx: Ctx, { wanted }: Asked, below: Place, most: number, said: Sql): Sql {
  return sql`
    select s.message_id, s.conversation_id, s.at, ${said} from message_search s
    where s.organization_id = ${ctx.organizationId} and (s.at, s.message_id) < (${below.at}, ${below.id}::uuid)
      and s.at >= ${wanted.since ?? EVER}
    order by s.at desc, s.message_id desc limit ${most}`;
}

function isVisible({ wanted }: Asked): Sql {
  return sql`s.channel_id = any(${[...wanted.channels]}::uuid[])`;
}

/** What the index gives of some months (or of all), the newest first. */
export async function askIndex(
  ctx: Ctx,
  asked: Asked,
  below: Place,
  from: { readonly query: string; readonly since: Date; readonly most: number },
): Promise<Looked> {
  const since = asked.wanted.since !== undefined && asked.wanted.since > from.since ? asked.wanted.since : from.since;
  const source = sql`
    select f.message_id, f.conversation_id, f.at, true as fits
    from guichet_search_messages(${[...asked.wanted.channels]}::uuid[], ${from.query}::tsquery, ${allOf(asked.parts) ?? ""}::tsquery,
      ${since}, ${below.at}, ${below.id}::uuid, ${from.most}) f`;
  return await take(ctx, asked, source, from.most);
}

/** Everything that fits in a few conversations. */
export async function searchIn(ctx: Ctx, asked: Asked, below: Place, ids: readonly ConversationId[]): Promise<Looked> {
  const { wanted, parts } = asked;
  const source = sql`
    select s.message_id, s.conversation_id, s.at, true as fits from message_search s
    where s.organization_id = ${ctx.organizationId} and s.conversation_id = any(${[...ids]}::uuid[])
      and (s.at, s.message_id) < (${below.at}, ${below.id}::uuid) and s.at >= ${wanted.since ?? EVER}
      and s.channel_id = any(${[...wanted.channels]}::uuid[]) and ${wordsOf(sql`s.words`, parts)}`;
  return await take(ctx, asked, source, Number.POSITIVE_INFINITY);
}

export const EVER = new Date(0);

/**
 * Of what a source gives, the first that fit: one for a conversation, its newest. Whether a newer one fits, too, is asked of the
 * conversation itself, so no page repeats what an earlier one has shown. Both conditions are written as values: the planner may
 * not turn them into joins, for which it would read whole tables.
 */
async function take(
  ctx: Ctx,
  { wanted, parts, limit }: Asked,
  source: Sql,
  most: number,
  counts?: Sql,
): Promise<Looked & { readonly first: Date | undefined; readonly counted: readonly number[] }> {
  const counted = counts === undefined ? sql`null::int[]` : sql`(select array[${counts}]::int[] from w)`;
  const rows = await sql<Row>`
    with w as materialized (${source}), hits as (
      select o.message_id, o.conversation_id, o.at
      from (select * from w where w.fits order by w.at desc, w.message_id desc limit 100000) o
      where (
          select true from message_search n
          where n.organization_id = ${ctx.organizationId} and n.conversation_id = o.conversation_id
            and (n.at, n.message_id) > (o.at, o.message_id) and n.at < ${wanted.until ?? FAR} and ${wordsOf(sql`n.words`, parts)} limit 1
        ) is null and ${conversationFits(ctx, wanted)}
      order by o.at desc, o.message_id desc limit ${limit}
    )
    select message_id, conversation_id, at, null::int as seen, null::int[] as counted from hits
    union all
    (select message_id, conversation_id, at, (select count(*) from w)::int, ${counted} from w order by at, message_id limit 1)`.execute(
    ctx.db,
  );
  const last = rows.rows.find((row) => row.seen !== null);
  const hits = rows.rows
    .filter((row) => row.seen === null)
    .map((row) => ({ at: row.at, id: row.message_id, conversationId: row.conversation_id }))
    .sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1));
  const seen = last?.seen ?? 0;
  return {
    hits,
    seen,
    last: last === undefined || seen < most ? undefined : { at: last.at, id: last.message_id },
    first: last?.at,
    counted: last?.counted ?? [],
  };
}

export const FAR = new Date("9999-12-31T00:00:00Z");

function wordsOf(column: Sql, parts: readonly WordsPart[]): Sql {
  const query = allOf(parts);
  return query === undefined ? sql`true` : sql`${column} @@ ${query}::tsquery`;
}

function conversationFits(ctx: Ctx, { filter, reader, channels }: Wanted): Sql {
  const { statuses, assignees, topics, tags, vip, unread } = filter;
  const says = [
    ...inSet(sql`c.status`, statuses),
    ...assigneeFits(assignees),
    ...overlaps(sql`c.topic_ids`, topics),
    ...overlaps(sql`c.tag_ids`, tags),
    ...(vip === undefined ? [] : [sql`(${isVip(ctx)}) = ${vip}::boolean`]),
    ...(unread === undefined ? [] : [sql`(${isUnread(ctx, reader)}) = ${unread}::boolean`]),
  ];
  // Also without any filter: a conversation is shown by its own permission, not by that of its words.
  return sql`(
    select true from conversations c where c.organization_id = ${ctx.organizationId} and c.id = o.conversation_id
      and c.channel_id = any(${[...channels]}::uuid[]) and ${seenBy("c", ctx.organizationId, reader)} ${sql.join(
        says.map((one) => sql`and ${one}`),
        sql` `,
      )})`;
}

function isVip(ctx: Ctx): Sql {
  return sql`exists (select from contacts p where p.organization_id = ${ctx.organizationId} and p.id = c.contact_id and p.vip)`;
}

function isUnread(ctx: Ctx, reader: string): Sql {
  return sql`c.last_seq > coalesce((select least(r.seq, r.unread_from - 1) from read_marks r
    where r.organization_id = ${ctx.organizationId} and r.conversation_id = c.id and r.user_id = ${reader}), 0)`;
}

function inSet(column: Sql, { any, none }: AnyOf<string>): Sql[] {
  return [
    ...(any === undefined ? [] : [sql`${column} = any(${[...any]}::text[])`]),
    ...(none === undefined ? [] : [sql`${column} <> all(${[...none]}::text[])`]),
  ];
}

function assigneeFits({ any, none }: ConversationFilter["assignees"]): Sql[] {
  const isOne = (ids: readonly (string | null)[]) => {
    const users = ids.filter((id) => id !== null);
    return sql`(coalesce(c.assignee_id = any(${users}::uuid[]), false) or (${ids.includes(null)}::boolean and c.assignee_id is null))`;
  };
  return [...(any === undefined ? [] : [isOne(any)]), ...(none === undefined ? [] : [sql`not ${isOne(none)}`])];
}

function overlaps(column: Sql, { any, none }: AnyOf<string>): Sql[] {
  return [
    ...(any === undefined ? [] : [sql`${column} && ${[...any]}::uuid[]`]),
    ...(none === undefined ? [] : [sql`not (${column} && ${[...none]}::uuid[])`]),
  ];
}
