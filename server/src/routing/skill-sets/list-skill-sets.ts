import {
  asksFor,
  checkSkillRule,
  Refusal,
  type SkillSetId,
  type SkillSetUses,
  type SkillSetUsesQuery,
  type SkillSetView,
} from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { listFallbackTeamIds } from "../fallback/fallback-teams.sql.ts";
import { existingIn } from "./existing.sql.ts";
import { findSkillSetRow, listSkillSetRows, type SkillSetRow } from "./skill-sets.sql.ts";
import { wholeRule } from "./whole-rule.ts";

export async function listSkillSets(ctx: Ctx): Promise<SkillSetView[]> {
  return await toViews(ctx, await listSkillSetRows(ctx));
}

export async function getSkillSet(ctx: Ctx, id: SkillSetId): Promise<SkillSetView> {
  const [view] = await toViews(ctx, [await getSkillSetRow(ctx, id)]);
  if (view === undefined) throw new Refusal("not_found");
  return view;
}

/** What is deleted is *not found*. */
export async function getSkillSetRow(ctx: Ctx, id: SkillSetId): Promise<SkillSetRow> {
  const row = await findSkillSetRow(ctx, id);
  if (row === undefined || row.deleted_at !== null) throw new Refusal("not_found");
  return row;
}

/** Which ones ask for a topic or contact group, or lead to a team: named before that is deleted. */
export async function listSkillSetUses(ctx: Ctx, { part, id }: SkillSetUsesQuery): Promise<SkillSetUses> {
  const views = await listSkillSets(ctx);
  const items = views.filter(({ rule, teamIds }) =>
    part === "teams" ? teamIds.some((teamId) => teamId === id) : asksFor(rule, part, id),
  );
  const fallback = part === "teams" && (await listFallbackTeamIds(ctx)).some((teamId) => teamId === id);
  return {
    items: items.map(({ id: setId, name, enabled, invalid }) => ({ id: setId, name, enabled, invalid })),
    fallback,
  };
}

async function toViews(ctx: Ctx, rows: readonly SkillSetRow[]): Promise<SkillSetView[]> {
  const existing = await existingIn(
    ctx,
    rows.map((row) => row.rule),
  );
  return rows.map((row) => {
    const rule = wholeRule(row.rule, existing);
    return {
      id: row.id,
      name: row.name,
      rule,
      enabled: row.enabled,
      invalid: checkSkillRule(rule).length > 0,
      teamIds: row.team_ids,
      version: row.version,
      createdAt: row.created_at.toISOString(),
      changedAt: row.changed_at.toISOString(),
    };
  });
}
