import type { Locale, OrganizationId, ResolutionReasonId } from "@guichet/contract";
import type { Db } from "../db/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { insertOrganization } from "./organizations.sql.ts";
import { insertReason } from "./resolution-reasons/reasons.sql.ts";
import { checkTimeZone } from "./time-zone.ts";

/** Decision 13: surveys follow this reason, so it is there from the first day. */
const PROVIDED: Readonly<Record<Locale, string>> = { en: "Resolution provided", fr: "Résolution apportée" };

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
  await insertReason(system, {
    organization_id: id,
    id: uuidV7() as ResolutionReasonId,
    name: PROVIDED[locale],
    code: "resolution_provided",
    created_at: now,
  });
  return id;
}
