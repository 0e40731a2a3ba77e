import { type AccountRole, type patchUserBody, Refusal, type UserId, type UserView } from "@guichet/contract";
import type { z } from "zod";
import { appendEvents } from "../../events/index.ts";
import {
  type AuditedCtx,
  appendSettingsChange,
  changedFields,
  inAuditedTransaction,
  lockSettings,
} from "../../organizations/index.ts";
import { getUser, getUserRow } from "../get-user.ts";
import type { UserDeps } from "../user-deps.ts";
import { changesPrivilege, leavesNoAdmin } from "../users.policy.ts";
import { listWorkingAdmins, type UserRow, updateUser } from "../users.sql.ts";
import { fullName } from "../users.view.ts";

/** An Admin changes a user. A changed account role ends that user's sessions; the last Admin stays one. */
export async function changeUser(
  ctx: AuditedCtx,
  deps: Pick<UserDeps, "endSessions">,
  userId: UserId,
  given: z.output<typeof patchUserBody>,
): Promise<UserView> {
  return await inAuditedTransaction(ctx, async (inside) => {
    await lockSettings(inside.db, inside.organizationId);
    const before = await getUserRow(inside, userId);
    const changes = changedFields(toFields(before), emptyToNull(given));
    if (changes === undefined) return await getUser(inside, userId);
    if (given.accountRole !== undefined) await keepAnAdmin(inside, userId, given.accountRole);
    await updateUser(inside.db, inside.organizationId, userId, toColumns(given));
    if (changesPrivilege(before.account_role, given.accountRole)) await deps.endSessions(inside, userId);
    await appendSettingsChange(inside, { action: "user.changed", subject: fullName(before), ...changes });
    await appendEvents(inside, [{ type: "user.changed", data: { userId, change: "edited" } }]);
    return await getUser(inside, userId);
  });
}

/** Refuses what would leave nobody who can open Settings. Call it under `lockSettings`. */
export async function keepAnAdmin(
  ctx: AuditedCtx,
  userId: UserId,
  becomes: AccountRole | "deactivated",
): Promise<void> {
  const admins = await listWorkingAdmins(ctx.db, ctx.organizationId);
  if (leavesNoAdmin(admins, { userId, becomes })) throw new Refusal("last_admin");
}

function toFields(row: UserRow) {
  return {
    firstName: row.first_name,
    lastName: row.last_name,
    userReference: row.user_reference,
    shortCode: row.short_code,
    accountRole: row.account_role,
  };
}

function emptyToNull(given: z.output<typeof patchUserBody>): z.output<typeof patchUserBody> {
  const { userReference, shortCode } = given;
  return {
    ...given,
    ...(userReference === "" ? { userReference: null } : {}),
    ...(shortCode === "" ? { shortCode: null } : {}),
  };
}

function toColumns(given: z.output<typeof patchUserBody>) {
  const { firstName, lastName, userReference, shortCode, accountRole } = emptyToNull(given);
  return {
    first_name: firstName,
    last_name: lastName,
    user_reference: userReference,
    short_code: shortCode,
    account_role: accountRole,
  };
}
