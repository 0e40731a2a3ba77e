import { Refusal, type UserId, type UserView } from "@guichet/contract";
import { listAccessRows } from "./access/access.sql.ts";
import { listMemberRows } from "./access/teams.sql.ts";
import type { Scope } from "./channel-access.ts";
import { findUserRow, listUserRows, type UserRow } from "./users.sql.ts";
import { toUserView } from "./users.view.ts";

/** Everybody of the organization, deactivated people included. */
export async function listUsers(scope: Scope): Promise<UserView[]> {
  const { db, organizationId } = scope;
  const rows = await listUserRows(db, organizationId);
  const access = await listAccessRows(db, organizationId);
  const members = await listMemberRows(db, organizationId);
  const accessOf = Map.groupBy(access, (row) => row.userId);
  const membersOf = Map.groupBy(members, (row) => row.userId);
  return rows.map((row) => toUserView(row, accessOf.get(row.id) ?? [], membersOf.get(row.id) ?? []));
}

export async function getUser(scope: Scope, userId: UserId): Promise<UserView> {
  const { db, organizationId } = scope;
  const row = await getUserRow(scope, userId);
  return toUserView(
    row,
    await listAccessRows(db, organizationId, { userId }),
    await listMemberRows(db, organizationId, { userId }),
  );
}

export async function getUserRow(scope: Scope, userId: UserId): Promise<UserRow> {
  const row = await findUserRow(scope.db, scope.organizationId, userId);
  if (row === undefined) throw new Refusal("not_found");
  return row;
}
