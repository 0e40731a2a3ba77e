import type { Room, UserId } from "@guichet/contract";
import { type Ctx, readRows } from "../../db/index.ts";

type Scope = Pick<Ctx, "db" | "organizationId">;

const ROOMS = `
  select m.user_id as id, min(t.most_assigned) as most,
    (select count(*)::int from conversations c where c.organization_id = $1 and c.assignee_id = m.user_id
      and c.status in ('new', 'pending')) as assigned
  from team_members m
  join users u on u.organization_id = m.organization_id and u.id = m.user_id and u.access_mode = 'teams'
  join teams t on t.organization_id = m.organization_id and t.id = m.team_id and t.most_assigned is not null
  where m.organization_id = $1 and m.user_id = any((select $2::uuid[])::uuid[])
  group by m.user_id`;

/** How full these people are. Whoever is not in it has no maximum. Of several teams the lowest one counts. */
export async function listRooms(
  { db, organizationId }: Scope,
  ids: readonly UserId[],
): Promise<ReadonlyMap<UserId, Room>> {
  if (ids.length === 0) return new Map();
  const rows = await readRows<Room & { id: UserId }>(db, ROOMS, [organizationId, ids]);
  return new Map(rows.map(({ id, assigned, most }) => [id, { assigned, most }]));
}

const HELD = "select id from users where organization_id = $1 and id = any($2::uuid[]) order by id for no key update";

/**
 * Until the end of the transaction nobody else fills their room, and their presence stays: of two who would both give the last
 * place exactly one does (I12). Before any conversation is locked, so that two do not wait for each other in a circle.
 */
export async function holdRoomOf({ db, organizationId }: Scope, ids: readonly UserId[]): Promise<void> {
  await readRows(db, HELD, [organizationId, ids]);
}
