import type { createUserBody, UserId } from "@guichet/contract";
import type { z } from "zod";
import { appendEvents } from "../../events/index.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import {
  type AuditedCtx,
  appendSettingsChange,
  getOrganization,
  inAuditedTransaction,
  refuseTaken,
} from "../../organizations/index.ts";
import { insertUser } from "../users.sql.ts";
import { fullName } from "../users.view.ts";

export type NewUser = z.output<typeof createUserBody>;

/**
 * A new user without a password and without access to any channel (W10). Invite them with `inviteUser`. An address is
 * unique in the installation: `already_exists` otherwise.
 */
export async function createUser(ctx: AuditedCtx, user: NewUser): Promise<UserId> {
  return await refuseTaken({ users_email: "email" }, () =>
    inAuditedTransaction(ctx, (inside) => insertAndAnnounce(inside, user)),
  );
}

async function insertAndAnnounce(ctx: AuditedCtx, user: NewUser): Promise<UserId> {
  const id = uuidV7() as UserId;
  const { locale, timeZone } = await getOrganization(ctx);
  const { email, firstName, lastName, userReference, shortCode, accountRole } = user;
  const row = { first_name: firstName, last_name: lastName };
  await insertUser(ctx.db, {
    ...row,
    organization_id: ctx.organizationId,
    id,
    email,
    user_reference: userReference || null,
    short_code: shortCode || null,
    account_role: accountRole,
    locale: user.locale ?? locale,
    time_zone: timeZone,
    created_at: ctx.now(),
    presence_since: ctx.now(),
  });
  const after = { email, firstName, lastName, accountRole };
  await appendSettingsChange(ctx, { action: "user.created", subject: fullName(row), after });
  await appendEvents(ctx, [{ type: "user.changed", data: { userId: id, change: "created" } }]);
  return id;
}
