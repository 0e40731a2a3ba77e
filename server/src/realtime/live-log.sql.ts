import type { LoggedEvent, OrganizationId } from "@guichet/contract";
import { sql } from "kysely";
import type { Database } from "../db/index.ts";
import { type EventRow, toLoggedEvent } from "../events/index.ts";

/** Where a browser stands in its organization's log. */
type Place = { readonly organizationId: OrganizationId; readonly position: bigint };

/** The next events of the organization after a position, in order. */
export async function readAfter(database: Database, place: Place, limit: number): Promise<LoggedEvent[]> {
  const rows = await sql<EventRow>`
    select position, organization_id, id, type, seq, actor, data, at from event_log
    where organization_id = ${place.organizationId} and position > ${place.position.toString()}
    order by position limit ${limit}`.execute(database.of(place.organizationId));
  return rows.rows.map(toLoggedEvent);
}

/** How many events it is behind; counts no further than one more than `most`. */
export async function countBehind(database: Database, place: Place, most: number): Promise<number> {
  const counted = await sql<{ behind: number }>`
    select count(*)::int as behind from (
      select 1 from event_log where organization_id = ${place.organizationId} and position > ${place.position.toString()} limit ${most + 1}
    ) e`.execute(database.of(place.organizationId));
  return counted.rows[0]?.behind ?? 0;
}
