import type { ConversationId, UserId } from "@guichet/contract";
import { sql } from "kysely";
import { type Ctx, readRows } from "../db/index.ts";
import { ROLE_OF_USER_IN_CHANNEL, SIGHTS_OF_USER } from "../users/index.ts";
import { rolesWith } from "./conversations.policy.ts";
import { chooseIndex, type Walk } from "./queue-by-label.sql.ts";
import { walksLabels } from "./queue-few.sql.ts";
import { hideIn, isSparse, type Value } from "./queue-filters.sql.ts";
import { isDue, orderOf, placeColumns, type QueuePlace } from "./queue-order.ts";
import { horizonOf, pageOf, type QueueQuery } from "./queue-page.sql.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;

type PlaceRow = {
  priority: number;
  queue_at: Date;
  id: ConversationId;
  /** One of these where the order compares it. */
  window_ends_at?: Date | null;
  sla_due_at?: Date | null;
};
const PAGE = { of: "c", id: "id" };

function toPlace({ queue_at, id, priority, window_ends_at, sla_due_at }: PlaceRow): QueuePlace {
  const due = window_ends_at ?? sla_due_at;
  return { at: queue_at.toISOString(), id, priority, due: due?.toISOString() ?? null };
}

/** The same page, of which only the places are wanted. */
export async function listQueuePlaces(
  ctx: Scope,
  userId: UserId,
  query: QueueQuery,
): Promise<{ places: QueuePlace[]; until: QueuePlace | undefined }> {
  const { rows, until } = await readQueue<PlaceRow>(ctx, userId, query, {
    columns: placeColumns(query.order, PAGE),
    joins: "",
  });
  return { places: rows.map(toPlace), until };
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
  const walk =
    asked.labels !== undefined && walksLabels(asked) ? await chooseIndex(ctx, asked, asked.labels) : undefined;
  const few = asked.only !== undefined && asked.only !== "boomerang";
  const until =
    !few && (isSparse(asked) || isDue(asked.order)) ? await findHorizon(ctx, userId, asked, walk) : undefined;
  const query = until === undefined ? asked : { ...asked, until };
  const { values, value } = valuesOf(ctx, userId, query);
  const text = `
    with ${reachText(query, value)}, page as (
      ${pageOf(query, walk, value)}
    )
    select ${wanted.columns} from page c ${wanted.joins}
    order by ${orderOf(query.order, PAGE)}`;
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
  const [row] = await readRows<PlaceRow>(ctx.db, text, values);
  return row && toPlace(row);
}

/** $1 the organization, $2 the user, $3 the number of rows: all three are spoken of in every text, so that each has a type. */
function valuesOf(ctx: Scope, userId: UserId, query: QueueQuery): { values: unknown[]; value: Value } {
  const values: unknown[] = [ctx.organizationId, userId, query.limit];
  return { values, value: hideIn(values) };
}

/**
 * The channels the user sees, of those asked for; and how their teams let them see the conversations there. `limited`: not all
 * of them; `filtered`: what other teams have is among them, so that they are sorted out one by one.
 */
function reachText(query: QueueQuery, value: Value): string {
  return `roles as materialized (
      select h.id, h.platform, ${ROLE_OF_USER_IN_CHANNEL} as role
      from users u join channels h on h.organization_id = u.organization_id
      where u.organization_id = $1 and u.id = $2 and $3::int is not null
        ${query.channels === undefined ? "" : `and h.id = any(${value(query.channels, "uuid[]")})`}
    ), sights as materialized (
      ${SIGHTS_OF_USER}
    ), reach as materialized (
      select r.*, coalesce(s.limited, false) as limited, coalesce(s.filtered, false) as filtered
      from roles r left join (
        select channel_id, not bool_or(everything and colleagues) as limited, bool_or(everything) as filtered from sights group by channel_id
      ) s on s.channel_id = r.id
      where r.role = any(${value(rolesWith("see"), "text[]")})
    )`;
}

/** From here to its end, the transaction sees everything as it stands now. To be called before anything is read in it. */
export async function freezeView(ctx: Ctx): Promise<void> {
  await sql`set transaction isolation level repeatable read`.execute(ctx.db);
}
