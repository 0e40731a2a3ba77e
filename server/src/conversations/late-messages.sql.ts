import type { ConversationId, OrganizationId } from "@guichet/contract";
import type { LentClient } from "../db/index.ts";

/** The order keys between which a message stands that came late. `before` null: it is the first. */
export type Gap = { readonly before: number | null; readonly after: number };

/** Where a message of this instant belongs (I3): before the first of the contact's that is newer. Undefined: none is. */
export async function findGap(
  client: LentClient,
  organizationId: OrganizationId,
  conversationId: ConversationId,
  at: Date,
): Promise<Gap | undefined> {
  const found = await client.query<{ before: number | null; after: number | null }>(
    `with later as (
       select min(order_key) as after from messages
       where organization_id = $1 and conversation_id = $2 and kind = 'inbound' and sent_at > $3
     )
     select later.after,
       (select max(order_key) from messages where organization_id = $1 and conversation_id = $2 and order_key < later.after) as before
     from later`,
    [organizationId, conversationId, at],
  );
  const after = found.rows[0]?.after ?? null;
  return after === null ? undefined : { before: found.rows[0]?.before ?? null, after };
}

/**
 * Spreads those that came late evenly between the two around them that did not: a number has only so many places, and some
 * fifty that each came just before the same message use them up.
 */
export async function spreadLate(
  client: LentClient,
  organizationId: OrganizationId,
  conversationId: ConversationId,
  { after }: Gap,
): Promise<void> {
  await client.query(
    `with inside as (select id, order_key, seq from messages where organization_id = $1 and conversation_id = $2),
     upper as (select min(order_key) as key from inside where order_key = seq and order_key >= $3),
     lower as (select max(order_key) as key from inside where order_key = seq and order_key < (select key from upper)),
     placed as (
       select id, row_number() over (order by order_key, seq) as place, count(*) over () as number from inside
       where order_key < (select key from upper) and order_key > coalesce((select key from lower), '-infinity'::float8)
     )
     update messages m set order_key = case when l.key is null then u.key - (p.number + 1 - p.place)
       else l.key + (u.key - l.key) * p.place / (p.number + 1) end
     from placed p, upper u, lower l
     where m.organization_id = $1 and m.conversation_id = $2 and m.id = p.id`,
    [organizationId, conversationId, after],
  );
}
