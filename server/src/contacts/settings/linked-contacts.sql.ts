import type { ContactId, Platform } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx } from "../../db/index.ts";

/** A value that so many share is no name of a person. */
const MOST_LINKED = 20;

/** An id of theirs names one person wherever the account writes to; matched without an attribute (W118). */
const MATCHED_BY_ID: readonly Platform[] = ["x", "instagram"];

/**
 * Other contacts who are the same person (W118): those with the same value of the attribute used for matching, and on X and
 * Instagram those with the same user id on another channel. Links nothing in the data, so nothing can come apart.
 */
export async function linkedContacts(ctx: Pick<Ctx, "db" | "organizationId">, id: ContactId): Promise<ContactId[]> {
  return [...new Set([...(await matchedByAttribute(ctx, id)), ...(await matchedById(ctx, id))])];
}

async function matchedByAttribute(
  { db, organizationId }: Pick<Ctx, "db" | "organizationId">,
  id: ContactId,
): Promise<ContactId[]> {
  const { rows } = await sql<{ contact_id: ContactId }>`
    select other.contact_id from contact_settings s
    join attribute_values own on own.organization_id = s.organization_id and own.attribute_id = s.matching_attribute_id and own.contact_id = ${id}
    join attribute_values other on other.organization_id = own.organization_id and other.attribute_id = own.attribute_id
      and other.key = own.key and other.folded = own.folded and other.contact_id <> own.contact_id
    where s.organization_id = ${organizationId} limit ${MOST_LINKED + 1}`.execute(db);
  return rows.length > MOST_LINKED ? [] : rows.map((row) => row.contact_id);
}

/** By the key of each channel of the platform: an organization has few of one. */
async function matchedById(
  { db, organizationId }: Pick<Ctx, "db" | "organizationId">,
  id: ContactId,
): Promise<ContactId[]> {
  const { rows } = await sql<{ contact_id: ContactId }>`
    select distinct other.contact_id from identities own
    join channels here on here.organization_id = own.organization_id and here.id = own.channel_id
      and here.platform = any(${[...MATCHED_BY_ID]}::text[])
    join channels there on there.organization_id = here.organization_id and there.platform = here.platform and there.id <> here.id
    join identities other on other.organization_id = there.organization_id and other.channel_id = there.id
      and other.external_id = own.external_id and other.contact_id <> own.contact_id
    where own.organization_id = ${organizationId} and own.contact_id = ${id}`.execute(db);
  return rows.map((row) => row.contact_id);
}
