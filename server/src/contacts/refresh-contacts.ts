import {
  type Actor,
  type ContactGroupId,
  type ContactId,
  createRuleBook,
  type OrganizationId,
  type PreparedRule,
  prepareRule,
  type RuleFacts,
  type RuleFields,
} from "@guichet/contract";
import { type Ask, askDb, type Ctx } from "../db/index.ts";
import {
  type FactRow,
  type GroupRule,
  listFacts,
  listGroupRules,
  lockContactFacts,
  type Membership,
  waitForRules,
  writeMemberships,
} from "./refresh-contacts.sql.ts";
import { type MarkChange, tellMarks } from "./vip/tell-marks.sql.ts";

export type Refreshing = {
  readonly now: Date;
  /** Who has just set or taken the mark by hand; left out: whatever changes, groups did it. */
  readonly byHand?: Actor;
  /** Made in this very transaction: nobody else has them, and without rules there is nothing to do. */
  readonly fresh?: boolean;
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
  { now, byHand, fresh = false }: Refreshing,
): Promise<ContactId[]> {
  if (ids.length === 0) return [];
  const sorted = [...new Set(ids)].sort();
  if (!fresh) await lockContactFacts(ask, organizationId, sorted);
  await waitForRules(ask, organizationId);
  const rules = await listGroupRules(ask, organizationId);
  if (fresh && rules.groups.length === 0) return [];
  const contacts = await lockContactFacts(ask, organizationId, sorted);
  const facts = await listFacts(ask, organizationId, sorted, rules.attributeIds);
  const groups = prepareGroups(rules.groups, rules.fields);
  const changed = contacts.flatMap((contact) => {
    const decided = decideMembership(contact, groups, facts.values.get(contact.id) ?? new Map());
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

type PreparedGroup = Pick<GroupRule, "id" | "marks_vip"> & { readonly fits: PreparedRule };

/** Once for all contacts that are looked at: to make rules ready costs more than to ask them. */
function prepareGroups(groups: readonly GroupRule[], fields: RuleFields): PreparedGroup[] {
  const book = createRuleBook();
  return groups.map(({ id, marks_vip, rule }) => ({ id, marks_vip, fits: prepareRule(rule, fields, book) }));
}

/**
 * Pure. Groups that mark their members come first and know only the mark set by hand, for a group that asked for the mark
 * it gives would hold itself up for ever; the others see the mark as it counts.
 */
function decideMembership(
  contact: Pick<FactRow, "vip_by_hand">,
  groups: readonly PreparedGroup[],
  values: ReadonlyMap<string, string>,
): { vip: boolean; groupIds: ContactGroupId[] } {
  const factsWith =
    (vip: boolean): RuleFacts =>
    (field) =>
      field === "vip" ? (vip ? "yes" : "no") : values.get(field);
  const byHand = factsWith(contact.vip_by_hand);
  const marking = groups.filter((group) => group.marks_vip && group.fits(byHand));
  const vip = contact.vip_by_hand || marking.length > 0;
  const counted = factsWith(vip);
  const others = groups.filter((group) => !group.marks_vip && group.fits(counted));
  return { vip, groupIds: [...marking, ...others].map((group) => group.id) };
}
