import type { UserId, UserView } from "@guichet/contract";
import { appendEvents } from "../../events/index.ts";
import {
  type AuditedCtx,
  appendSettingsChange,
  inAuditedTransaction,
  lockSettings,
} from "../../organizations/index.ts";
import { getUser, getUserRow } from "../get-user.ts";
import { writeOffline } from "../presence/presence.sql.ts";
import type { UserDeps } from "../user-deps.ts";
import { updateUser } from "../users.sql.ts";
import { fullName } from "../users.view.ts";
import { keepAnAdmin } from "./change-user.ts";
import { voidLinks } from "./links.ts";

/**
 * A deactivated user is out at once: sessions end in the same transaction, links are void, and `user.changed` lets the
 * conversations give their assignments back (W29). Name and history stay.
 */
export async function deactivateUser(
  ctx: AuditedCtx,
  deps: Pick<UserDeps, "database" | "endSessions">,
  userId: UserId,
): Promise<UserView> {
  await getUserRow(ctx, userId);
  return await inAuditedTransaction(ctx, async (inside) => {
    await lockSettings(inside.db, inside.organizationId);
    const before = await getUserRow(inside, userId);
    if (before.deactivated_at !== null) return await getUser(inside, userId);
    await keepAnAdmin(inside, userId, "deactivated");
    await voidLinks(deps.database.system, inside.organizationId, userId);
    await updateUser(inside.db, inside.organizationId, userId, { deactivated_at: inside.now() });
    await deps.endSessions(inside, userId);
    await appendSettingsChange(inside, { action: "user.deactivated", subject: fullName(before) });
    await appendEvents(inside, [{ type: "user.changed", data: { userId, change: "deactivated" } }]);
    if (await writeOffline(inside.db, inside.organizationId, userId, inside.now()))
      await appendEvents(inside, [
        { type: "presence.changed", data: { userId, presence: "offline", awayStateId: null } },
      ]);
    return await getUser(inside, userId);
  });
}

/** Back again, with the password and the access of before. */
export async function reactivateUser(ctx: AuditedCtx, userId: UserId): Promise<UserView> {
  return await inAuditedTransaction(ctx, async (inside) => {
    await lockSettings(inside.db, inside.organizationId);
    const before = await getUserRow(inside, userId);
    if (before.deactivated_at === null) return await getUser(inside, userId);
    await updateUser(inside.db, inside.organizationId, userId, { deactivated_at: null });
    await appendSettingsChange(inside, { action: "user.reactivated", subject: fullName(before) });
    await appendEvents(inside, [{ type: "user.changed", data: { userId, change: "reactivated" } }]);
    return await getUser(inside, userId);
  });
}
