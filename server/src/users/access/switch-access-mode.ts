import type { AccessMode, UserId } from "@guichet/contract";
import { appendEvents } from "../../events/index.ts";
import { type AuditedCtx, appendSettingsChange } from "../../organizations/index.ts";
import { getUserRow } from "../get-user.ts";
import { updateUser } from "../users.sql.ts";
import { fullName } from "../users.view.ts";

/**
 * The last editor wins (W16): whoever is put into a team reaches channels through teams, whoever is given a role in a
 * channel by name reaches channels one by one. What was given the other way sleeps, and is back after the next switch.
 */
export async function switchAccessMode(ctx: AuditedCtx, userId: UserId, accessMode: AccessMode): Promise<void> {
  const before = await getUserRow(ctx, userId);
  if (before.access_mode === accessMode) return;
  await updateUser(ctx.db, ctx.organizationId, userId, { access_mode: accessMode });
  await appendSettingsChange(ctx, {
    action: "user.access_changed",
    subject: fullName(before),
    before: { accessMode: before.access_mode },
    after: { accessMode },
  });
  await appendEvents(ctx, [{ type: "user.changed", data: { userId, change: "access" } }]);
}
