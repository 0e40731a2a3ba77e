import {
  type ContactGroupId,
  checkRule,
  conditionsOf,
  type createContactGroupBody,
  type patchContactGroupBody,
  Refusal,
  type RuleTree,
} from "@guichet/contract";
import type { z } from "zod";
import { askDb } from "../../db/index.ts";
import { appendEvents } from "../../events/index.ts";
import { cleanJson } from "../../lib/clean-json.ts";
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
import { listAttributeRows } from "../attributes/attributes.sql.ts";
import { holdRules } from "../refresh-contacts.sql.ts";
import { ruleFieldsOf } from "../rule-fields.ts";
import {
  type GroupRow,
  insertGroup,
  listGroupRows,
  lockGroups,
  markGroupDeleted,
  updateGroup,
} from "./contact-groups.sql.ts";
import { getGroupRow } from "./list-groups.ts";

const MOST_GROUPS = 200;

/** A new group; who is in it is computed from now on, and for all contacts there are within moments. */
export async function createGroup(
  ctx: AuditedCtx,
  given: z.output<typeof createContactGroupBody>,
): Promise<ContactGroupId> {
  return await namesAreUnique(() =>
    inAuditedTransaction(ctx, async (inside) => {
      await lockSettings(inside.db, inside.organizationId);
      const groups = await listGroupRows(inside);
      if (groups.length >= MOST_GROUPS) throw new Refusal("too_large", { details: { most: MOST_GROUPS } });
      const id = uuidV7() as ContactGroupId;
      const group = { id, name: cleanText(given.name), rule: cleanJson(given.rule), marksVip: given.marksVip };
      await checkGroup(inside, group);
      await holdRules(askDb(inside.db), inside.organizationId);
      await insertGroup(inside, group);
      const { name, rule, marksVip } = group;
      await appendSettingsChange(inside, {
        action: "contact_group.created",
        subject: name,
        after: { name, rule, marksVip },
      });
      await announce(inside, id, "created");
      return id;
    }),
  );
}

export async function changeGroup(
  ctx: AuditedCtx,
  id: ContactGroupId,
  given: z.output<typeof patchContactGroupBody>,
): Promise<void> {
  await namesAreUnique(() =>
    inAuditedTransaction(ctx, async (inside) => {
      await lockSettings(inside.db, inside.organizationId);
      const before = toFields(await getGroupRow(inside, id));
      const after = {
        name: given.name === undefined ? before.name : cleanText(given.name),
        rule: given.rule === undefined ? before.rule : cleanJson(given.rule),
        marksVip: given.marksVip ?? before.marksVip,
      };
      const changes = changedFields(before, after);
      if (changes === undefined) return;
      if ("rule" in changes.after || "marksVip" in changes.after) {
        await checkGroup(inside, after);
        await lockGroups(inside, [id]);
        await holdRules(askDb(inside.db), inside.organizationId);
      }
      await updateGroup(inside, id, changes.after);
      await appendSettingsChange(inside, { action: "contact_group.changed", subject: before.name, ...changes });
      await announce(inside, id, "edited");
    }),
  );
}

/** Gone from every screen at once; its members leave it within moments, and with it the mark that it gave them. */
export async function deleteGroup(ctx: AuditedCtx, id: ContactGroupId): Promise<void> {
  await inAuditedTransaction(ctx, async (inside) => {
    await lockSettings(inside.db, inside.organizationId);
    const before = toFields(await getGroupRow(inside, id));
    await lockGroups(inside, [id]);
    await holdRules(askDb(inside.db), inside.organizationId);
    await markGroupDeleted(inside, id);
    await appendSettingsChange(inside, { action: "contact_group.deleted", subject: before.name, before });
    await announce(inside, id, "deleted");
  });
}

async function announce(
  ctx: AuditedCtx,
  contactGroupId: ContactGroupId,
  change: "created" | "edited" | "deleted",
): Promise<void> {
  await appendEvents(ctx, [{ type: "contact_group.changed", data: { contactGroupId, change } }]);
}

type Fields = { name: string; rule: RuleTree; marksVip: boolean };

function toFields(row: GroupRow): Fields {
  return { name: row.name, rule: row.rule, marksVip: row.marks_vip };
}

async function checkGroup(ctx: AuditedCtx, { rule, marksVip }: Fields): Promise<void> {
  const problems = checkRule(rule, ruleFieldsOf(await listAttributeRows(ctx)));
  const fields = problems.map(({ place, problem }) => ({ path: `rule.${place}`, problem: problem as string }));
  // A group that asked for the mark it gives would hold itself up for ever.
  if (marksVip && conditionsOf(rule).some((one) => one.field === "vip"))
    fields.push({ path: "marksVip", problem: "asks_for_its_own_mark" });
  if (fields.length > 0) throw new Refusal("invalid_input", { fields });
}

async function namesAreUnique<T>(work: () => Promise<T>): Promise<T> {
  return await refuseTaken({ contact_groups_name: "name" }, work);
}
