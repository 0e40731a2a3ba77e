import { type AttributeId, type AttributeView, attributeField, conditionsOf, Refusal } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { readContactSettings } from "../settings/contact-settings.sql.ts";
import {
  type AttributeRow,
  countValues,
  findAttributeRow,
  listAttributeRows,
  listGroupUses,
} from "./attributes.sql.ts";

const MOST_COUNTED = 10_000;

/** Every contact attribute, with what uses it (W111–W113). */
export async function listAttributes(ctx: Ctx): Promise<AttributeView[]> {
  const rows = await listAttributeRows(ctx);
  const groups = (await listGroupUses(ctx)).map((group) => ({
    id: group.id,
    name: group.name,
    fields: new Set(conditionsOf(group.rule).map((one) => one.field)),
  }));
  const { matchingAttributeId } = await readContactSettings(ctx);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    alias: row.alias,
    kind: row.kind,
    options: row.options,
    platform: row.platform,
    shown: row.shown,
    crmManaged: row.crm_managed,
    lookup: row.lookup,
    matching: row.id === matchingAttributeId,
    groups: groups
      .filter((group) => group.fields.has(attributeField(row.id)))
      .map((group) => ({ id: group.id, name: group.name })),
    createdAt: row.created_at.toISOString(),
  }));
}

export async function getAttribute(ctx: Ctx, id: AttributeId): Promise<AttributeView> {
  const found = (await listAttributes(ctx)).find((one) => one.id === id);
  if (found === undefined) throw new Refusal("not_found");
  return found;
}

export async function getAttributeRow(ctx: Ctx, id: AttributeId): Promise<AttributeRow> {
  const row = await findAttributeRow(ctx, id);
  if (row === undefined) throw new Refusal("not_found");
  return row;
}

export async function countAttributeUse(ctx: Ctx, id: AttributeId): Promise<{ contacts: number; more: boolean }> {
  await getAttributeRow(ctx, id);
  const counted = await countValues(ctx, id, MOST_COUNTED);
  return { contacts: Math.min(counted, MOST_COUNTED), more: counted > MOST_COUNTED };
}
