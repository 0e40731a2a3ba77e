import type { UserId, UserView, userAccessBody } from "@guichet/contract";
import type { z } from "zod";
import { appendEvents } from "../../events/index.ts";
import {
  type AuditedCtx,
  appendSettingsChange,
  changedFields,
  inAuditedTransaction,
  lockSettings,
} from "../../organizations/index.ts";
import { getUser } from "../get-user.ts";
import { updateUser } from "../users.sql.ts";
import { replaceAccessOfUser } from "./access.sql.ts";
import { checkIds } from "./check-ids.ts";
import { replaceMembersOfUser } from "./teams.sql.ts";

export type UserAccess = z.output<typeof userAccessBody>;

/** Sets by which kind of access a user reaches channels, and which (W16, W17). The other kind's list sleeps. */
export async function setUserAccess(ctx: AuditedCtx, userId: UserId, access: UserAccess): Promise<UserView> {
  return await inAuditedTransaction(ctx, async (inside) => {
    await lockSettings(inside.db, inside.organizationId);
    const before = await getUser(inside, userId);
    await writeAccess(inside, userId, access);
    await updateUser(inside.db, inside.organizationId, userId, { access_mode: access.accessMode });
    const after = await getUser(inside, userId);
    const changes = changedFields(toFields(before), toFields(after));
    if (changes === undefined) return after;
    const subject = `${before.firstName} ${before.lastName}`;
    await appendSettingsChange(inside, { action: "user.access_changed", subject, ...changes });
    await appendEvents(inside, [{ type: "user.changed", data: { userId, change: "access" } }]);
    return after;
  });
}

async function writeAccess(ctx: AuditedCtx, userId: UserId, access: UserAccess): Promise<void> {
  if (access.accessMode === "channels") {
    const ids = access.channels.map((given) => given.channelId);
    await checkIds(ctx, "channels", ids, "channels");
    await replaceAccessOfUser(ctx.db, ctx.organizationId, userId, access.channels);
  } else {
    const ids = access.teams.map((given) => given.teamId);
    await checkIds(ctx, "teams", ids, "teams");
    await replaceMembersOfUser(ctx.db, ctx.organizationId, userId, access.teams);
  }
}

function toFields({ accessMode, channels, teams }: UserView) {
  return { accessMode, channels, teams };
}
