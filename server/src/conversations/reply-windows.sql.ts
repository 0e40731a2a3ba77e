import type { ChannelId } from "@guichet/contract";
import { sql } from "kysely";
import { type Ctx, inTransaction } from "../db/index.ts";
import { platformOf } from "./replying/reply-terms.sql.ts";

/** So many rows are held at once. */
const AT_ONCE = 500;

/**
 * A channel may have been given another time for replies: of what is open there, what has another end now is written anew, some
 * at a time, in the order in which the intake takes rows. What is resolved keeps its end until the contact writes.
 */
export async function recountWindows(ctx: Ctx, channelId: ChannelId): Promise<void> {
  const { windowHours: hours } = await platformOf(ctx, channelId);
  for (let written = AT_ONCE; written === AT_ONCE; )
    written = await inTransaction(ctx, async (trx) => await recountSome(trx, channelId, hours));
}

async function recountSome(ctx: Ctx, channelId: ChannelId, hours: number | null): Promise<number> {
  const ends = sql`case when visibility = 'private' then last_inbound_at + make_interval(hours => ${hours}::int) end`;
  const written = await sql`
    with wrong as (
      select id, ${ends} as ends_at from conversations
      where organization_id = ${ctx.organizationId} and channel_id = ${channelId} and status in ('new', 'pending')
        and window_ends_at is distinct from ${ends}
      order by id limit ${AT_ONCE} for update
    )
    update conversations c set window_ends_at = w.ends_at from wrong w
    where c.organization_id = ${ctx.organizationId} and c.id = w.id returning c.id`.execute(ctx.db);
  return written.rows.length;
}
