import {
  attributeField,
  type ContactGroupId,
  type ContactGroupView,
  checkRule,
  conditionsOf,
  fieldKindOf,
  Refusal,
  type RuleField,
} from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { type AttributeRow, listAttributeRows } from "../attributes/attributes.sql.ts";
import { OWN_FIELDS, ruleFieldsOf } from "../rule-fields.ts";
import { countMembers, findGroupRow, type GroupRow, listGroupRows } from "./contact-groups.sql.ts";

const MOST_COUNTED = 10_000;

export async function listGroups(ctx: Ctx): Promise<{ items: ContactGroupView[]; fields: RuleField[] }> {
  const rows = await listGroupRows(ctx);
  const attributes = await listAttributeRows(ctx);
  return { items: await toViews(ctx, rows, attributes), fields: toFields(attributes, rows) };
}

export async function getGroupRow(ctx: Ctx, id: ContactGroupId): Promise<GroupRow> {
  const row = await findGroupRow(ctx, id);
  if (row === undefined) throw new Refusal("not_found");
  return row;
}

export async function getGroup(ctx: Ctx, id: ContactGroupId): Promise<ContactGroupView> {
  const [view] = await toViews(ctx, [await getGroupRow(ctx, id)], await listAttributeRows(ctx));
  if (view === undefined) throw new Refusal("not_found");
  return view;
}

async function toViews(
  ctx: Ctx,
  rows: readonly GroupRow[],
  attributes: readonly AttributeRow[],
): Promise<ContactGroupView[]> {
  const counted = await countMembers(
    ctx,
    rows.map((row) => row.id),
    MOST_COUNTED,
  );
  const fields = ruleFieldsOf(attributes);
  return rows.map((row) => {
    const members = counted.get(row.id) ?? 0;
    return {
      id: row.id,
      name: row.name,
      rule: row.rule,
      marksVip: row.marks_vip,
      members: Math.min(members, MOST_COUNTED),
      moreMembers: members > MOST_COUNTED,
      computing: row.computing_after !== null,
      broken: checkRule(row.rule, fields).length > 0,
      createdAt: row.created_at.toISOString(),
      changedAt: row.changed_at.toISOString(),
    };
  });
}

/** Attributes that are not shown are not offered (R38), but stay where a rule asks for them already. */
function toFields(attributes: readonly AttributeRow[], groups: readonly GroupRow[]): RuleField[] {
  const used = new Set(groups.flatMap((group) => conditionsOf(group.rule).map((one) => one.field)));
  return [
    ...OWN_FIELDS.map(([field, kind]) => ({ field, kind, name: "", platform: null, options: [] })),
    ...attributes
      .filter((one) => one.shown || used.has(attributeField(one.id)))
      .map((one) => ({
        field: attributeField(one.id),
        kind: fieldKindOf(one.kind),
        name: one.name,
        platform: one.platform,
        options: one.options,
      })),
  ];
}
