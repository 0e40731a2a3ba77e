import type { Locale, OrganizationId } from "@guichet/contract";
import type { Db } from "../db/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { insertOrganization } from "./organizations.sql.ts";
import { checkTimeZone } from "./time-zone.ts";

export type NewOrganization = { readonly name: string; readonly locale: Locale; readonly timeZone: string };

/** A new, empty organization. Its first Admin comes with it, in one transaction: `foundOrganization` of users. */
export async function createOrganization(
  system: Db,
  organization: NewOrganization,
  now: Date,
): Promise<OrganizationId> {
  const { name, locale, timeZone } = organization;
  checkTimeZone(timeZone);
  const id = uuidV7() as OrganizationId;
  await insertOrganization(system, { id, name, locale, time_zone: timeZone, created_at: now });
  return id;
}
