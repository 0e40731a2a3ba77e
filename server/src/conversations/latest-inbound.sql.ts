import { sql } from "kysely";
import { isWritten } from "./written.sql.ts";

/**
 * What the contact of the conversation `c` said last; null: nothing yet. A reaction says nothing. A message that came late was written before another
 * one, and its order key says so (I3).
 */
export const latestInboundText = sql<string | null>`(
  select m.text from messages m where m.organization_id = c.organization_id and m.conversation_id = c.id
    and m.kind = 'inbound' and ${isWritten("m")} and m.order_key = m.seq order by m.seq desc limit 1)`;
