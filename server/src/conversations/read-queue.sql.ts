import type { ConversationId, UserId } from "@guichet/contract";
import { sql } from "kysely";
import { type Ctx, readRows } from "../db/index.ts";
import { ROLE_OF_USER_IN_CHANNEL } from "../users/index.ts";
import { rolesWith } from "./conversations.policy.ts";
import { chooseIndex, type Walk } from "./queue-by-label.sql.ts";
import { hideIn, isSparse, type Value } from "./queue-filters.sql.ts";
import { horizonOf, pageOf, type QueuePlace, type QueueQuery } from "./queue-page.sql.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;

/** The same page, of which only the places are wanted. */
export async function listQueuePlaces(
  ctx: Scope,
  userId: UserId,
  query: QueueQuery,
): Promise<{ places: QueuePlace[]; until: QueuePlace | undefined }> {
  type Read = { queue_at: Date; id: ConversationId };
  const { rows, until } = await readQueue<Read>(ctx, userId, query, { columns: "c.queue_at, c.id", joins: "" });
  return { places: rows.map((row) => ({ at: row.queue_at.toISOString(), id: row.id })), until };
}

/**
 * One page of the queue, in its order, of channels the user sees alone: these columns of `c`. `until`: as far as was looked;
 * undefined: to the end, or further than these rows.
 */
export async function readQueue<Read>(
  ctx: Scope,
  userId: UserId,
  asked: QueueQuery,
  wanted: { readonly columns: string; readonly joins: string },
): Promise<{ rows: Read[]; until: QueuePlace | undefined }> {
  const walk = asked.labels === undefined ? undefined : await chooseIndex(ctx, asked, asked.labels);
  const until = isSparse(asked) ? await findHorizon(ctx, userId, asked, walk) : undefined;
  const query = until === undefined ? asked : { ...asked, until };
  const { values, value } = valuesOf(ctx, userId, query);
  const order = query.newestFirst ? "desc" : "asc";
  const text = `
    with ${reachText(query, value)}, page as (
      ${pageOf(query, walk, value)}
    )
    select ${wanted.columns} from page c ${wanted.joins}
    order by c.queue_at ${order}, c.id ${order}`;
  return { rows: await readRows<Read>(ctx.db, text, values), until };
}

async function findHorizon(
  ctx: Scope,
  userId: UserId,
  query: QueueQuery,
  walk: Walk | undefined,
): Promise<QueuePlace | undefined> {
  const { values, value } = valuesOf(ctx, userId, query);
  const text = `with ${reachText(query, value)} ${horizonOf(query, walk, value)}`;
  const [row] = await readRows<{ queue_at: Date; id: ConversationId }>(ctx.db, text, values);
  return row && { at: row.queue_at.toISOString(), id: row.id };
}

/** $1 the organization, $2 the user, $3 the number of rows: all three are spoken of in every text, so that each has a type. */
function valuesOf(ctx: Scope, userId: UserId, query: QueueQuery): { values: unknown[]; value: Value } {
  const values: unknown[] = [ctx.organizationId, userId, query.limit];
  return { values, value: hideIn(values) };
}

/** The channels the user sees, of those asked for. */
function reachText(query: QueueQuery, value: Value): string {
  return `roles as materialized (
      select h.id, h.platform, ${ROLE_OF_USER_IN_CHANNEL} as role
      from users u join channels h on h.organization_id = u.organization_id
      where u.organization_id = $1 and u.id = $2 and $3::int is not null
        ${query.channels === undefined ? "" : `and h.id = any(${value(query.channels, "uuid[]")})`}
    ), reach as (
      select * from roles where role = any(${value(rolesWith("see"), "text[]")})
    )`;
}

/** From here to its end, the transaction sees everything as it stands now. To be called before anything is read in it. */
export async function freezeView(ctx: Ctx): Promise<void> {
  await sql`set transaction isolation level repeatable read`.execute(ctx.db);
}
