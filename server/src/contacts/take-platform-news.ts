import type { ContactId, OrganizationId, Platform } from "@guichet/contract";
import type { Ask } from "../db/index.ts";
import { writePlatformValues } from "./attributes/platform-values.sql.ts";
import type { RulesInForce } from "./groups/rules-in-force.ts";
import { refreshContacts } from "./refresh-contacts.ts";
import { forgetWordsOf, renameByPlatform, tellContactsChanged } from "./take-platform-news.sql.ts";

/** What a platform tells of a contact beside a message, or instead of one. */
export type PlatformNews = {
  readonly contactId: ContactId;
  readonly platform: Platform;
  /** Came with this very batch: nobody has it before their eyes yet. */
  readonly isNew: boolean;
  /** The name that the platform gives; counts until a person names the contact. */
  readonly name?: string;
  /** Name → value; an empty value takes it away. */
  readonly attributes?: Readonly<Record<string, string>>;
};

/**
 * Names, platform attributes and what follows from them (groups, VIP), in the transaction of the intake. `rules`: held since
 * their groups were foreseen.
 */
export async function takePlatformNews(
  ask: Ask,
  organizationId: OrganizationId,
  news: readonly PlatformNews[],
  now: Date,
  rules?: RulesInForce,
): Promise<void> {
  const looked = new Set<ContactId>();
  const known = new Set<ContactId>();
  const told = new Map<ContactId, "name" | "attributes" | "groups">();
  // In one order everywhere, so that two batches do not wait for each other in a circle.
  for (const one of news.toSorted((a, b) => (a.contactId < b.contactId ? -1 : 1))) {
    if (one.isNew) looked.add(one.contactId);
    if (one.name !== undefined && (await renameByPlatform(ask, organizationId, one.contactId, one.name)) && !one.isNew)
      told.set(one.contactId, "name");
    if (one.attributes === undefined || Object.keys(one.attributes).length === 0) continue;
    const { contactId, platform, attributes } = one;
    if (!(await writePlatformValues(ask, organizationId, contactId, platform, attributes))) continue;
    looked.add(contactId);
    if (!one.isNew) known.add(contactId);
    if (Object.values(attributes).some((value) => value.includes("@")))
      await forgetWordsOf(ask, organizationId, contactId);
    if (!one.isNew) told.set(contactId, "attributes");
  }
  const changed = await refreshContacts(ask, organizationId, [...looked], {
    ...{ now, fresh: known.size === 0 },
    ...(rules === undefined ? {} : { rules }),
  });
  for (const id of changed) if (!told.has(id)) told.set(id, "groups");
  await tellContactsChanged(ask, organizationId, told, now);
}
