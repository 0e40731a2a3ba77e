import { asksFor, checkSkillRule, conditionsOf, Refusal, type SkillRule } from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { existingIn } from "./existing.sql.ts";

/**
 * A rule as it is saved. Refuses what is not whole (`invalid_input`, each place by its path: no rules, nothing chosen, an
 * operator that is not offered), and a topic or contact group that is not there, is deleted or foreign (`not_found`). The caller
 * holds the settings, so nothing it names is deleted meanwhile.
 */
export async function checkRule(ctx: Ctx, rule: SkillRule): Promise<void> {
  const problems = checkSkillRule(rule).map(({ place, problem }) => ({
    path: place === "" ? "rule" : `rule.${place}`,
    problem: problem as string,
  }));
  if (problems.length > 0) throw new Refusal("invalid_input", { fields: problems });
  if (!asksFor(rule, "topics") && !asksFor(rule, "groups")) return;
  const existing = await existingIn(ctx, [rule]);
  for (const { field, values } of conditionsOf(rule)) {
    if (field !== "topics" && field !== "groups") continue;
    if (values.some((id) => !existing[field].has(id))) throw new Refusal("not_found", { details: { field } });
  }
}
