import { createHash } from "node:crypto";
import { Refusal, type RulesFilePreview } from "@guichet/contract";
import { changeAutomation, createAutomation, deleteAutomation, orderAutomations } from "../automations/index.ts";
import type { Ctx } from "../db/index.ts";
import { type AuditedCtx, appendSettingsChange, settleSettings } from "../organizations/index.ts";
import {
  applyToTeam,
  changePrioritization,
  changeSkillSet,
  createSkillSet,
  deleteSkillSet,
  setFallbackTeam,
} from "../routing/index.ts";
import { toAutomationBody } from "./automation-form.ts";
import { type Plan, planImport } from "./plan-import.ts";
import { toPrioritization } from "./prioritization-form.ts";
import { type Current, readCurrent } from "./read-current.ts";
import type { SomeRulesForm } from "./rules-form.ts";
import { readRules } from "./rules-yaml.ts";
import { toSkillSetBody } from "./skill-set-form.ts";

/** What an import of this file would change. Nothing is. */
export async function previewRules(ctx: Ctx, text: string): Promise<RulesFilePreview> {
  const file = await readRules(text);
  const current = await readCurrent(ctx);
  return toPreview(file, current, planImport(current, file));
}

/**
 * Does what the preview with this fingerprint has told, all of it or nothing. Refuses with `changed_meanwhile` where it would
 * not be the same any more. Each change is logged as if a person had made it, and the import with their numbers.
 */
export async function importRules(ctx: AuditedCtx, text: string, fingerprint: string): Promise<RulesFilePreview> {
  const file = await readRules(text);
  return await settleSettings(ctx, { automations_name: "name", skill_sets_name: "name" }, async (inside) => {
    const current = await readCurrent(inside);
    const plan = planImport(current, file);
    const preview = toPreview(file, current, plan);
    if (preview.fingerprint !== fingerprint) throw new Refusal("changed_meanwhile");
    if (plan.changes.length === 0) return preview;
    await importAutomations(inside, current, plan);
    await importSkillSets(inside, current, plan);
    await importFallbackTeams(inside, current, plan);
    if (plan.prioritization !== undefined) await importPrioritization(inside, current, plan.prioritization);
    await appendSettingsChange(inside, { action: "rules.imported", subject: "Rules", after: countsOf(plan) });
    return preview;
  });
}

function toPreview(file: SomeRulesForm, current: Current, plan: Plan): RulesFilePreview {
  const { changes, unchanged, unknown, leftOut } = plan;
  const versions = [...current.automations, ...current.skillSets].map(({ id, version }) => [id, version]);
  const told = JSON.stringify([current.form, versions, plan]);
  return {
    fingerprint: createHash("sha256").update(told).digest("base64url"),
    parts: (["automations", "skillSets", "fallbackTeams", "prioritization"] as const).filter(
      (part) => file[part] !== undefined,
    ),
    ...{ changes: [...changes], unchanged, unknown: [...unknown], leftOut: [...leftOut] },
  };
}

async function importAutomations(ctx: AuditedCtx, { automations, names }: Current, plan: Plan): Promise<void> {
  if (plan.automations === undefined) return;
  const ids = new Map(automations.map(({ name, id }) => [name.toLowerCase(), id]));
  for (const { before, after } of plan.automations.entries) {
    const id = before === undefined ? undefined : ids.get(before.toLowerCase());
    if (after === undefined) {
      if (id !== undefined) await deleteAutomation(ctx, id);
    } else if (id === undefined) {
      const made = await createAutomation(ctx, toAutomationBody(after, names));
      ids.set(after.name.toLowerCase(), made.id);
    } else await changeAutomation(ctx, id, toAutomationBody(after, names));
  }
  await orderAutomations(
    ctx,
    plan.automations.order.flatMap((name) => ids.get(name.toLowerCase()) ?? []),
  );
}

async function importSkillSets(ctx: AuditedCtx, { skillSets, names }: Current, plan: Plan): Promise<void> {
  const known = new Map(skillSets.map((one) => [one.name.toLowerCase(), one]));
  for (const { before, after } of plan.skillSets?.entries ?? []) {
    const one = before === undefined ? undefined : known.get(before.toLowerCase());
    if (after === undefined) {
      if (one !== undefined) await deleteSkillSet(ctx, one.id);
      continue;
    }
    const { name, rule, enabled, teamIds } = toSkillSetBody(after, names);
    const id = one?.id ?? (await createSkillSet(ctx, { name, rule }));
    if (one !== undefined) await changeSkillSet(ctx, id, { version: one.version, name, rule, enabled });
    else if (!enabled) await changeSkillSet(ctx, id, { version: 1, enabled });
    for (const teamId of one?.teamIds ?? []) if (!teamIds.includes(teamId)) await applyToTeam(ctx, id, teamId, false);
    for (const teamId of teamIds) await applyToTeam(ctx, id, teamId, true);
  }
}

async function importFallbackTeams(ctx: AuditedCtx, { fallbackTeamIds, names }: Current, plan: Plan): Promise<void> {
  if (plan.fallbackTeams === undefined) return;
  const wanted = new Set(
    plan.fallbackTeams.flatMap((name) => names.idOf<(typeof fallbackTeamIds)[number]>("team", name) ?? []),
  );
  for (const id of fallbackTeamIds) if (!wanted.has(id)) await setFallbackTeam(ctx, id, false);
  for (const id of wanted) await setFallbackTeam(ctx, id, true);
}

async function importPrioritization(
  ctx: AuditedCtx,
  { prioritization: before, names }: Current,
  form: NonNullable<Plan["prioritization"]>,
): Promise<void> {
  const after = toPrioritization(form, names);
  const gone = <Id>(old: readonly Id[], now: readonly Id[]): Id[] => old.filter((id) => !now.includes(id));
  const channelIdsOf = (one: typeof after) => one.channels.map(({ channelId }) => channelId);
  await changePrioritization(ctx, {
    remove: {
      topicIds: gone(before.topicIds, after.topicIds),
      contactGroupIds: gone(before.contactGroupIds, after.contactGroupIds),
      channelIds: gone(channelIdsOf(before), channelIdsOf(after)),
    },
    add: after,
  });
}

function countsOf({ changes }: Plan): Record<string, number> {
  const count = (kind: string) => changes.filter(({ change }) => change === kind).length;
  return { added: count("added"), changed: count("changed"), removed: count("removed") };
}
