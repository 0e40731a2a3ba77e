import {
  type createSkillSetBody,
  type LabelChange,
  type patchSkillSetBody,
  Refusal,
  readSkillGroups,
  type SkillSetId,
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
import { checkRule } from "./check-rule.ts";
import { getSkillSetRow } from "./list-skill-sets.ts";
import {
  findSkillSetRow,
  insertSkillSet,
  listSkillSetRows,
  type SkillSetRow,
  updateSkillSet,
} from "./skill-sets.sql.ts";

const MOST = 500;

/** R40: enabled from the start, and without effect until it is applied to a team (R50). */
export async function createSkillSet(ctx: AuditedCtx, given: z.output<typeof createSkillSetBody>): Promise<SkillSetId> {
  return await namesAreUnique(() =>
    inAuditedTransaction(ctx, async (inside) => {
      await lockSettings(inside.db, inside.organizationId);
      if ((await listSkillSetRows(inside)).length >= MOST)
        throw new Refusal("limit_reached", { details: { max: MOST } });
      const id = uuidV7() as SkillSetId;
      const fields = { name: cleanText(given.name), rule: given.rule, enabled: true };
      await checkRule(inside, fields.rule);
      await insertSkillSet(inside, id, fields);
      await announce(inside, { id, name: fields.name }, "created", { after: toFields(fields) });
      return id;
    }),
  );
}

/** Refuses with `changed_meanwhile`, and what it is now, when somebody else has saved since `version`. */
export async function changeSkillSet(
  ctx: AuditedCtx,
  id: SkillSetId,
  { version, ...given }: z.output<typeof patchSkillSetBody>,
): Promise<void> {
  await namesAreUnique(() =>
    inAuditedTransaction(ctx, async (inside) => {
      await lockSettings(inside.db, inside.organizationId);
      const before = await getSkillSetRow(inside, id);
      if (version !== before.version) throw new Refusal("changed_meanwhile", { details: { version: before.version } });
      const after = {
        name: given.name === undefined ? before.name : cleanText(given.name),
        rule: given.rule ?? before.rule,
        enabled: given.enabled ?? before.enabled,
      };
      const changes = changedFields(toFields(before), toFields(after));
      if (changes === undefined) return;
      if ("rules" in changes.after) await checkRule(inside, after.rule);
      await updateSkillSet(inside, id, after);
      await announce(inside, before, "edited", changes);
    }),
  );
}

/** Softly, so that it can be taken back. Twice is once. */
export async function deleteSkillSet(ctx: AuditedCtx, id: SkillSetId): Promise<void> {
  await inAuditedTransaction(ctx, async (inside) => {
    const before = await lock(inside, id);
    if (before.deleted_at !== null) return;
    await updateSkillSet(inside, id, { deleted_at: inside.now() });
    await announce(inside, before, "deleted", { before: { ...toFields(before), teamIds: before.team_ids } });
  });
}

/** With its rule and its teams, unless another one has taken its name. */
export async function restoreSkillSet(ctx: AuditedCtx, id: SkillSetId): Promise<void> {
  await namesAreUnique(() =>
    inAuditedTransaction(ctx, async (inside) => {
      const before = await lock(inside, id);
      if (before.deleted_at === null) return;
      await updateSkillSet(inside, id, { deleted_at: null });
      await announce(inside, before, "restored", {});
    }),
  );
}

async function lock(ctx: AuditedCtx, id: SkillSetId): Promise<SkillSetRow> {
  await lockSettings(ctx.db, ctx.organizationId);
  const row = await findSkillSetRow(ctx, id);
  if (row === undefined) throw new Refusal("not_found");
  return row;
}

async function announce(
  ctx: AuditedCtx,
  { id, name }: Pick<SkillSetRow, "id" | "name">,
  change: LabelChange,
  values: { before?: Record<string, unknown>; after?: Record<string, unknown> },
): Promise<void> {
  await appendSettingsChange(ctx, { action: `skill_set.${change}`, subject: name, ...values });
  await appendEvents(ctx, [{ type: "skill_set.changed", data: { skillSetId: id, change } }]);
}

/** For the log of settings: the rules from left to right, each with what joins it to those before. */
function toFields({ name, rule, enabled }: Pick<SkillSetRow, "name" | "rule" | "enabled">) {
  const rules = readSkillGroups(rule).flatMap(({ join, rules: inGroup }, at) =>
    inGroup.map(({ field, operator, values }, n) => ({
      group: at + 1,
      join: n > 0 ? "and" : join,
      field,
      operator,
      values,
    })),
  );
  return { name, rules, enabled };
}

async function namesAreUnique<T>(work: () => Promise<T>): Promise<T> {
  return await refuseTaken({ skill_sets_name: "name" }, work);
}
