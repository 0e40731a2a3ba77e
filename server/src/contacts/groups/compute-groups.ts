import type { ContactId } from "@guichet/contract";
import { type Ctx, inTransaction } from "../../db/index.ts";
import { appendEvents } from "../../events/index.ts";
import { refreshContactsOf } from "../refresh-contacts.ts";
import { moveOn, nextContacts, removeGroup, takePendingGroup } from "./compute-groups.sql.ts";

const STEP = 1000;

/**
 * Applies a changed rule to the next contacts, in the order of their ids; contacts that change meanwhile see to themselves.
 * Killed half-way it goes on where it stood. Answers whether there was anything to do.
 */
export async function computeGroups(ctx: Ctx): Promise<boolean> {
  return await inTransaction(ctx, async (inside) => {
    const { db, organizationId } = inside;
    const group = await takePendingGroup(db, organizationId);
    if (group === undefined) return false;
    const ids = await nextContacts(db, organizationId, group, STEP);
    const changed = await refreshContactsOf(inside, ids);
    const last = ids.at(-1);
    if (ids.length === STEP && last !== undefined) await moveOn(db, organizationId, group.id, last);
    else if (group.deleted) await removeGroup(db, organizationId, group.id);
    else await moveOn(db, organizationId, group.id, null);
    // Few are told one by one; of many, browsers load their lists anew.
    await appendEvents(inside, [
      ...tellOf(changed),
      ...(ids.length < STEP || changed.length > MOST_TOLD
        ? [{ type: "contact_group.changed" as const, data: { contactGroupId: group.id, change: "members" as const } }]
        : []),
    ]);
    return true;
  });
}

const MOST_TOLD = 50;

function tellOf(changed: readonly ContactId[]) {
  if (changed.length > MOST_TOLD) return [];
  return changed.map((contactId) => ({
    type: "contact.changed" as const,
    data: { contactId, change: "groups" as const },
  }));
}
