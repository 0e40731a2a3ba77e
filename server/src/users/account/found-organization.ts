import type { Locale, OrganizationId, UserId } from "@guichet/contract";
import { type Db, transact } from "../../db/index.ts";
import { appendEvents } from "../../events/index.ts";
import type { Log } from "../../lib/log.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import {
  type AuditedCtx,
  appendSettingsChange,
  createOrganization,
  type NewOrganization,
} from "../../organizations/index.ts";
import { insertUser } from "../users.sql.ts";

export type FirstAdmin = {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly locale: Locale;
  /** From `auth`: `hashPassword`. */
  readonly passwordHash: string;
};

/**
 * An organization with its first Admin, both or none. `system` is the machine's door, or its open transaction: a new
 * organization has no door of its own yet. Used by set-up and by the demo.
 */
export async function foundOrganization(
  deps: { readonly system: Db; readonly now: () => Date; readonly log: Log },
  organization: NewOrganization,
  admin: FirstAdmin,
  address = "",
): Promise<{ organizationId: OrganizationId; userId: UserId }> {
  const found = async (db: Db) => {
    const organizationId = await createOrganization(db, organization, deps.now());
    const userId = uuidV7() as UserId;
    const name = `${admin.firstName} ${admin.lastName}`;
    const ctx: AuditedCtx = {
      db,
      organizationId,
      actor: { type: "user", id: userId },
      now: deps.now,
      log: deps.log,
      by: { name, address },
    };
    await insertAdmin(ctx, userId, organization.timeZone, admin);
    const after = { email: admin.email, accountRole: "admin" };
    await appendSettingsChange(ctx, { action: "organization.created", subject: organization.name });
    await appendSettingsChange(ctx, { action: "user.created", subject: name, after });
    await appendEvents(ctx, [{ type: "user.changed", data: { userId, change: "created" } }]);
    return { organizationId, userId };
  };
  return await transact(deps.system, found);
}

async function insertAdmin(ctx: AuditedCtx, id: UserId, timeZone: string, admin: FirstAdmin): Promise<void> {
  const now = ctx.now();
  await insertUser(ctx.db, {
    organization_id: ctx.organizationId,
    id,
    email: admin.email,
    first_name: admin.firstName,
    last_name: admin.lastName,
    account_role: "admin",
    locale: admin.locale,
    time_zone: timeZone,
    password_hash: admin.passwordHash,
    password_changed_at: now,
    created_at: now,
    presence_since: now,
  });
}
