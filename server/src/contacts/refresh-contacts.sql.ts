import {
  type AttributeKind,
  attributeField,
  type ContactGroupId,
  type ContactId,
  conditionsOf,
  type OrganizationId,
  type RuleFields,
  type RuleTree,
} from "@guichet/contract";
import type { Ask } from "../db/index.ts";
import { ruleFieldsOf } from "./rule-fields.ts";

export type FactRow = {
  readonly id: ContactId;
  readonly vip: boolean;
  readonly vip_by_hand: boolean;
};
export type GroupRule = {
  readonly id: ContactGroupId;
  readonly name: string;
  readonly rule: RuleTree;
  readonly marks_vip: boolean;
};
/** An attribute that a rule asks for. `platform` null: made by an Admin. */
export type AskedAttribute = {
  readonly id: string;
  readonly kind: AttributeKind;
  readonly platform: string | null;
  readonly name_key: string;
};
export type Membership = {
  readonly contactId: ContactId;
  readonly vip: boolean;
  readonly added: readonly ContactGroupId[];
  readonly removed: readonly ContactGroupId[];
};

/** In the order of their ids, so that two who want the same ones do not wait for each other in a circle. */
export async function lockContactFacts(
  ask: Ask,
  organizationId: OrganizationId,
  sorted: readonly ContactId[],
): Promise<FactRow[]> {
  return await ask<FactRow>(
    "select id, vip, vip_by_hand from contacts where organization_id = $1 and id = any($2::uuid[]) order by id for no key update",
    [organizationId, sorted],
  );
}

/**
 * Whoever computes memberships shares this until the end of the transaction; whoever saves a rule has it alone. So after a
 * rule is saved nobody still computes by the old one.
 */
export async function waitForRules(ask: Ask, organizationId: OrganizationId): Promise<void> {
  await ask("select pg_advisory_xact_lock_shared(hashtextextended('contact groups ' || $1::text, 0))", [
    organizationId,
  ]);
}

export async function holdRules(ask: Ask, organizationId: OrganizationId): Promise<void> {
  await ask("select pg_advisory_xact_lock(hashtextextended('contact groups ' || $1::text, 0))", [organizationId]);
}

/** The rules, and the attributes that they ask for and that still are there. */
export async function listGroupRules(
  ask: Ask,
  organizationId: OrganizationId,
): Promise<{ groups: GroupRule[]; attributes: AskedAttribute[]; fields: RuleFields }> {
  const groups = await ask<GroupRule>(
    "select id, name, rule, marks_vip from contact_groups where organization_id = $1 and deleted_at is null order by id",
    [organizationId],
  );
  const asked = new Set(groups.flatMap((group) => conditionsOf(group.rule).map((one) => one.field)));
  const wanted = [...asked].flatMap((field) => (field.startsWith("attribute:") ? [field.slice(10)] : []));
  const found =
    wanted.length === 0
      ? []
      : await ask<AskedAttribute>(
          "select id, kind, platform, name_key from attributes where organization_id = $1 and id::text = any($2::text[]) and deleted_at is null",
          [organizationId, wanted],
        );
  return {
    groups,
    attributes: found,
    fields: ruleFieldsOf(found),
  };
}

/** What is known of the contacts, and the groups in which they stand. */
export async function listFacts(
  ask: Ask,
  organizationId: OrganizationId,
  ids: readonly ContactId[],
  attributeIds: readonly string[],
): Promise<{ values: Map<ContactId, Map<string, string>>; groups: Map<ContactId, ContactGroupId[]> }> {
  const values = new Map<ContactId, Map<string, string>>();
  if (attributeIds.length > 0) {
    const rows = await ask<{ contact_id: ContactId; attribute_id: string; value: string }>(
      `select contact_id, attribute_id, value from attribute_values
       where organization_id = $1 and contact_id = any($2::uuid[]) and attribute_id = any($3::uuid[]) and value is not null`,
      [organizationId, ids, attributeIds],
    );
    for (const row of rows) {
      const known = values.get(row.contact_id) ?? new Map<string, string>();
      values.set(row.contact_id, known.set(attributeField(row.attribute_id), row.value));
    }
  }
  const members = await ask<{ contact_id: ContactId; group_id: ContactGroupId }>(
    "select contact_id, group_id from contact_group_members where organization_id = $1 and contact_id = any($2::uuid[])",
    [organizationId, ids],
  );
  const groups = new Map<ContactId, ContactGroupId[]>();
  for (const row of members) groups.set(row.contact_id, [...(groups.get(row.contact_id) ?? []), row.group_id]);
  return { values, groups };
}

export async function writeMemberships(
  ask: Ask,
  organizationId: OrganizationId,
  changed: readonly Membership[],
): Promise<void> {
  if (changed.length === 0) return;
  const pairs = (pick: (one: Membership) => readonly ContactGroupId[]) =>
    changed.flatMap((one) => pick(one).map((groupId) => [one.contactId, groupId] as const));
  const removed = pairs((one) => one.removed);
  if (removed.length > 0) {
    await ask(
      `delete from contact_group_members m using unnest($2::uuid[], $3::uuid[]) as r(contact_id, group_id)
       where m.organization_id = $1 and m.contact_id = r.contact_id and m.group_id = r.group_id`,
      [organizationId, removed.map(([id]) => id), removed.map(([, id]) => id)],
    );
  }
  const added = pairs((one) => one.added);
  if (added.length > 0) {
    await ask(
      `insert into contact_group_members (organization_id, contact_id, group_id)
       select $1, * from unnest($2::uuid[], $3::uuid[]) on conflict do nothing`,
      [organizationId, added.map(([id]) => id), added.map(([, id]) => id)],
    );
  }
  await ask(
    `update contacts c set vip = v.vip from unnest($2::uuid[], $3::bool[]) as v(id, vip)
     where c.organization_id = $1 and c.id = v.id and c.vip <> v.vip`,
    [organizationId, changed.map((one) => one.contactId), changed.map((one) => one.vip)],
  );
}
