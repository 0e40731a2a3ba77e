import type { TeamId } from "@guichet/contract";
import { type Ctx, readRows } from "../../db/index.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;
export type WaitingRow = { readonly id: TeamId; readonly waiting: number; readonly received_at: Date | null };

/** For each team: what stands in New with it, and when it was last given something. Both stand in indexes. */
const WAITING = `
  select t.id,
    (select count(*)::int from conversations c
      where c.organization_id = t.organization_id and c.team_id = t.id and c.status = 'new' and c.holder is null) as waiting,
    (select max(c.routed_at) from conversations c
      where c.organization_id = t.organization_id and c.team_id = t.id) as received_at
  from teams t where t.organization_id = $1`;

export async function listWaiting({ db, organizationId }: Scope): Promise<WaitingRow[]> {
  return await readRows<WaitingRow>(db, WAITING, [organizationId]);
}
