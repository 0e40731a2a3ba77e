import {
  attributeField,
  type ContactGroupId,
  type ContactId,
  type OrganizationId,
  type Platform,
} from "@guichet/contract";
import type { Ask } from "../../db/index.ts";
import { givesWay, readTold } from "../attributes/told-values.ts";
import { lockContactFacts } from "../refresh-contacts.sql.ts";
import { decideMembership } from "./decide-membership.ts";
import { type HeldValue, listHeldValues } from "./held-values.sql.ts";
import { holdRulesInForce, type RulesInForce } from "./rules-in-force.ts";

/** What a message tells of its sender. */
export type Telling = {
  /** The same for all that is told of one contact. */
  readonly who: string;
  /** null: the transaction has yet to make them. */
  readonly contactId: ContactId | null;
  readonly platform: Platform;
  readonly attributes: Readonly<Record<string, string>>;
};
export type Foreseen = {
  /** For `takePlatformNews`, which then comes to the same. */
  readonly rules: RulesInForce;
  /** The groups after each telling; undefined: as they were before it. */
  readonly groupIds: readonly (readonly ContactGroupId[] | undefined)[];
};
type Values = Map<string, HeldValue>;

/**
 * In which groups contacts are once what messages tell of them is written down, in the order of the messages: by the rules, in
 * memory, before anything is written (analytics 12: groups before the choice of a team). Known contacts and then the rules are
 * held until the end of the transaction, so that nobody changes either between this and the writing.
 */
export async function foreseeGroups(
  ask: Ask,
  organizationId: OrganizationId,
  tellings: readonly Telling[],
): Promise<Foreseen> {
  const known = idsOf(tellings);
  const held = known.length === 0 ? [] : await lockContactFacts(ask, organizationId, known);
  const rules = await holdRulesInForce(ask, organizationId);
  const asking = tellings.filter(
    (one) => rules.groups.length > 0 && (one.contactId === null || isAskedFor(rules, one)),
  );
  const values = await loadValues(ask, organizationId, rules, idsOf(asking));
  const byHand = new Set(held.flatMap((contact) => (contact.vip_by_hand ? [contact.id] : [])));
  const counted = new Set(asking);
  const groupIds = tellings.map((one) => {
    if (!counted.has(one)) return undefined;
    const own = values.get(one.who) ?? new Map<string, HeldValue>();
    values.set(one.who, own);
    take(own, rules, one);
    const vip_by_hand = one.contactId !== null && byHand.has(one.contactId);
    return decideMembership({ vip_by_hand }, rules.prepared, toFacts(own)).groupIds;
  });
  return { rules, groupIds };
}

function idsOf(tellings: readonly Telling[]): ContactId[] {
  return [...new Set(tellings.flatMap(({ contactId }) => (contactId === null ? [] : [contactId])))].sort();
}

/** What no rule asks for moves nobody. */
function isAskedFor(rules: RulesInForce, { platform, attributes }: Telling): boolean {
  const keys = new Set(readTold(attributes).map(({ key }) => key));
  return rules.attributes.some((one) => one.platform === platform && keys.has(one.name_key));
}

async function loadValues(
  ask: Ask,
  organizationId: OrganizationId,
  { attributes }: RulesInForce,
  ids: readonly ContactId[],
): Promise<Map<string, Values>> {
  const values = new Map<string, Values>();
  if (ids.length === 0 || attributes.length === 0) return values;
  const attributeIds = attributes.map(({ id }) => id);
  for (const { contact_id, attribute_id, ...held } of await listHeldValues(ask, organizationId, ids, attributeIds)) {
    const own = values.get(contact_id) ?? new Map<string, HeldValue>();
    values.set(contact_id, own.set(attribute_id, held));
  }
  return values;
}

/** As `writePlatformValues` will write it. */
function take(values: Values, rules: RulesInForce, { platform, attributes }: Telling): void {
  for (const { key, value } of readTold(attributes)) {
    const asked = rules.attributes.find((one) => one.platform === platform && one.name_key === key);
    const held = asked === undefined ? undefined : values.get(asked.id);
    if (asked === undefined || (held !== undefined && !givesWay(held))) continue;
    values.set(asked.id, { value, source: "platform" });
  }
}

function toFacts(values: Values): ReadonlyMap<string, string> {
  return new Map([...values].flatMap(([id, { value }]) => (value === null ? [] : [[attributeField(id), value]])));
}
