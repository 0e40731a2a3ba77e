import type { Actor, ContactId, OrganizationId } from "@guichet/contract";
import { type Ask, askDb, type Ctx } from "../db/index.ts";
import { decideMembership } from "./groups/decide-membership.ts";
import { holdRulesInForce, type RulesInForce } from "./groups/rules-in-force.ts";
import {
  type GroupRule,
  listFacts,
  lockContactFacts,
  type Membership,
  writeMemberships,
} from "./refresh-contacts.sql.ts";
import { type MarkChange, tellMarks } from "./vip/tell-marks.sql.ts";

export type Refreshing = {
  readonly now: Date;
  /** Who has just set or taken the mark by hand; left out: whatever changes, groups did it. */
  readonly byHand?: Actor;
  /** Made in this very transaction: nobody else has them, and without rules there is nothing to do. */
  readonly fresh?: boolean;
  /** Held by this very transaction, and the contacts before them (`foreseeGroups`). */
  readonly rules?: RulesInForce;
};

/**
 * Membership of contact groups and the mark of a VIP, computed anew for some contacts in the transaction of what changed
 * (R39). The order matters: first the contacts' rows, then the rules, so that a rule that is being saved meets either the
 * old values or the new ones (groups/compute-groups.ts computes the rest). Whose mark changed is announced. Answers whose
 * picture changed.
 */
export async function refreshContacts(
  ask: Ask,
  organizationId: OrganizationId,
  ids: readonly ContactId[],
  { now, byHand, fresh = false, rules: held }: Refreshing,
): Promise<ContactId[]> {
  if (ids.length === 0) return [];
  const sorted = [...new Set(ids)].sort();
  if (!fresh && held === undefined) await lockContactFacts(ask, organizationId, sorted);
  const rules = held ?? (await holdRulesInForce(ask, organizationId));
  if (fresh && rules.groups.length === 0) return [];
  const contacts = await lockContactFacts(ask, organizationId, sorted);
  const attributeIds = rules.attributes.map(({ id }) => id);
  const facts = await listFacts(ask, organizationId, sorted, attributeIds);
  const changed = contacts.flatMap((contact) => {
    const decided = decideMembership(contact, rules.prepared, facts.values.get(contact.id) ?? new Map());
    const before = facts.groups.get(contact.id) ?? [];
    const added = decided.groupIds.filter((id) => !before.includes(id));
    const removed = before.filter((id) => !decided.groupIds.includes(id));
    if (added.length === 0 && removed.length === 0 && decided.vip === contact.vip) return [];
    return [{ contactId: contact.id, vip: decided.vip, added, removed, marked: decided.vip !== contact.vip }];
  });
  await writeMemberships(ask, organizationId, changed);
  const marks = changed.flatMap((one): MarkChange[] =>
    one.marked ? [{ ...one, group: byHand === undefined ? markingGroup(one, rules.groups) : null }] : [],
  );
  await tellMarks(ask, organizationId, marks, { now, ...(byHand === undefined ? {} : { byHand }) });
  return changed.map((one: Membership) => one.contactId);
}

export async function refreshContactsOf(
  ctx: Ctx,
  ids: readonly ContactId[],
  options: Pick<Refreshing, "byHand"> = {},
): Promise<ContactId[]> {
  return await refreshContacts(askDb(ctx.db), ctx.organizationId, ids, { now: ctx.now(), ...options });
}

/** The group that gave or took the mark; null: it is gone, or marks nobody any more. */
function markingGroup({ vip, added, removed }: Membership, groups: readonly GroupRule[]): string | null {
  const moved = vip ? added : removed;
  return groups.find((group) => group.marks_vip && moved.includes(group.id))?.name ?? null;
}
