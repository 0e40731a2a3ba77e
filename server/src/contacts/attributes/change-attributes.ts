import {
  type AttributeId,
  type createAttributeBody,
  foldText,
  type patchAttributeBody,
  Refusal,
  searchWords,
} from "@guichet/contract";
import type { z } from "zod";
import { appendEvents } from "../../events/index.ts";
import { cleanText } from "../../lib/clean-text.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import {
  type AuditedCtx,
  appendSettingsChange,
  changedFields,
  inAuditedTransaction,
  lockSettings,
  refuseTaken,
} from "../../organizations/index.ts";
import { recomputeGroupsAsking } from "../groups/recompute-groups.ts";
import { forgetMatching } from "../settings/contact-settings.sql.ts";
import {
  type AttributeRow,
  countCustomAttributes,
  insertAttribute,
  listAttributeRows,
  updateAttribute,
  writeOrder,
} from "./attributes.sql.ts";
import { getAttributeRow } from "./list-attributes.ts";

const MOST_ATTRIBUTES = 200;

/** A new attribute behind the others. Names and aliases are unique, whatever their case. */
export async function createAttribute(
  ctx: AuditedCtx,
  given: z.output<typeof createAttributeBody>,
): Promise<AttributeId> {
  return await namesAreUnique(() =>
    inAuditedTransaction(ctx, async (inside) => {
      await lockSettings(inside.db, inside.organizationId);
      if ((await countCustomAttributes(inside)) >= MOST_ATTRIBUTES)
        throw new Refusal("too_large", { details: { most: MOST_ATTRIBUTES } });
      const id = uuidV7() as AttributeId;
      const name = cleanText(given.name);
      const options = checkOptions(given.kind, given.options);
      const alias = given.alias ?? aliasFrom(name, id);
      await insertAttribute(inside, { ...given, id, name, nameKey: foldText(name), alias, options });
      const after = toFields(await getAttributeRow(inside, id));
      await appendSettingsChange(inside, { action: "attribute.created", subject: name, after });
      await announce(inside, id, "created");
      return id;
    }),
  );
}

/** What a platform delivers keeps its name: only whether it is shown, and its marks, can be changed. */
export async function changeAttribute(
  ctx: AuditedCtx,
  id: AttributeId,
  given: z.output<typeof patchAttributeBody>,
): Promise<void> {
  await namesAreUnique(() =>
    inAuditedTransaction(ctx, async (inside) => {
      await lockSettings(inside.db, inside.organizationId);
      const before = await getAttributeRow(inside, id);
      if (before.platform !== null && (given.name ?? given.alias ?? given.options ?? given.crmManaged) !== undefined)
        throw new Refusal("not_allowed");
      const name = given.name === undefined ? undefined : cleanText(given.name);
      await updateAttribute(inside, id, {
        ...(name === undefined ? {} : { name, name_key: foldText(name) }),
        ...(given.alias === undefined ? {} : { alias: given.alias }),
        ...(given.options === undefined ? {} : { options: JSON.stringify(checkOptions(before.kind, given.options)) }),
        ...(given.shown === undefined ? {} : { shown: given.shown }),
        ...(given.crmManaged === undefined ? {} : { crm_managed: given.crmManaged }),
        ...(given.lookup === undefined ? {} : { lookup: given.lookup }),
      });
      const changes = changedFields(toFields(before), toFields(await getAttributeRow(inside, id)));
      if (changes === undefined) return;
      await appendSettingsChange(inside, { action: "attribute.changed", subject: before.name, ...changes });
      await announce(inside, id, "edited");
    }),
  );
}

/** The values are gone from every screen at once, and from the disk within seconds; rules that asked for it match nobody by it. */
export async function deleteAttribute(ctx: AuditedCtx, id: AttributeId): Promise<void> {
  await inAuditedTransaction(ctx, async (inside) => {
    await lockSettings(inside.db, inside.organizationId);
    const before = await getAttributeRow(inside, id);
    await updateAttribute(inside, id, { deleted_at: inside.now() });
    await forgetMatching(inside, id);
    await recomputeGroupsAsking(inside, id);
    await appendSettingsChange(inside, {
      action: "attribute.deleted",
      subject: before.name,
      before: toFields(before),
    });
    await announce(inside, id, "deleted");
  });
}

/** Puts those named first, in this order; the others follow as they were. */
export async function orderAttributes(ctx: AuditedCtx, ids: readonly AttributeId[]): Promise<void> {
  await inAuditedTransaction(ctx, async (inside) => {
    await lockSettings(inside.db, inside.organizationId);
    const rows = await listAttributeRows(inside);
    const known = new Map(rows.map((row) => [row.id, row.name]));
    if (ids.some((id) => !known.has(id))) throw new Refusal("not_found");
    const wanted = new Set(ids);
    const before = rows.map((row) => row.id);
    const after = [...wanted, ...before.filter((id) => !wanted.has(id))];
    if (after.join() === before.join()) return;
    await writeOrder(inside, after);
    const names = (list: readonly AttributeId[]) => list.map((id) => known.get(id));
    await appendSettingsChange(inside, {
      action: "attribute.ordered",
      subject: "",
      before: { order: names(before) },
      after: { order: names(after) },
    });
    const [first] = after;
    if (first !== undefined) await announce(inside, first, "order");
  });
}

async function announce(
  ctx: AuditedCtx,
  attributeId: AttributeId,
  change: "created" | "edited" | "order" | "deleted",
): Promise<void> {
  await appendEvents(ctx, [{ type: "contact_attribute.changed", data: { attributeId, change } }]);
}

function checkOptions(kind: AttributeRow["kind"], given: readonly string[]): string[] {
  if (kind !== "choice") return [];
  const options = [...new Map(given.map((option) => [foldText(option), cleanText(option)])).values()];
  if (options.length === 0)
    throw new Refusal("invalid_input", { fields: [{ path: "options", problem: "a choice needs options" }] });
  return options;
}

/** Letters, digits and underscores; with an end of its own when nothing is left of the name. */
function aliasFrom(name: string, id: AttributeId): string {
  const words = searchWords(name)
    .join("_")
    .replaceAll(/[^a-z0-9_]/g, "")
    .replace(/^[^a-z]+/, "")
    .slice(0, 40);
  return words === "" ? `attribute_${id.slice(-12)}` : words;
}

function toFields(row: AttributeRow): Record<string, unknown> {
  return {
    name: row.name,
    alias: row.alias,
    kind: row.kind,
    options: row.options,
    shown: row.shown,
    crmManaged: row.crm_managed,
    lookup: row.lookup,
  };
}

async function namesAreUnique<T>(work: () => Promise<T>): Promise<T> {
  return await refuseTaken({ attributes_name: "name", attributes_alias: "alias" }, work);
}
