import {
  type ContactGroupId,
  createRuleBook,
  type PreparedRule,
  prepareRule,
  type RuleFacts,
  type RuleFields,
} from "@guichet/contract";
import type { FactRow, GroupRule } from "../refresh-contacts.sql.ts";

export type PreparedGroup = Pick<GroupRule, "id" | "marks_vip"> & { readonly fits: PreparedRule };

/** Once for all contacts that are looked at: to make rules ready costs more than to ask them. */
export function prepareGroups(groups: readonly GroupRule[], fields: RuleFields): PreparedGroup[] {
  const book = createRuleBook();
  return groups.map(({ id, marks_vip, rule }) => ({ id, marks_vip, fits: prepareRule(rule, fields, book) }));
}

/**
 * Pure. Groups that mark their members come first and know only the mark set by hand, for a group that asked for the mark
 * it gives would hold itself up for ever; the others see the mark as it counts.
 */
export function decideMembership(
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
