import type { QueueOptions, TeamOrder, UserId } from "@guichet/contract";
import { type Ctx, readRows } from "../db/index.ts";

const OPTIONS = `
  select bool_or(t.queue_filters) as filters, bool_or(t.channels_filter) as channels,
    case when bool_and(t.queue_order is not null) then (array_agg(t.queue_order order by t.name))[1] end as "order"
  from users u
  join team_members m on m.organization_id = u.organization_id and m.user_id = u.id
  join teams t on t.organization_id = m.organization_id and t.id = m.team_id
  where u.organization_id = $1 and u.id = $2 and u.access_mode = 'teams'`;
type Row = { readonly filters: boolean | null; readonly channels: boolean | null; readonly order: TeamOrder | null };

/** What a person may set in their queue (W165): of several teams the most open one counts; in none, everything. */
export async function readQueueOptions(ctx: Pick<Ctx, "db" | "organizationId">, userId: UserId): Promise<QueueOptions> {
  const [row] = await readRows<Row>(ctx.db, OPTIONS, [ctx.organizationId, userId]);
  return { filters: row?.filters ?? true, channelsFilter: row?.channels ?? true, order: row?.order ?? null };
}
