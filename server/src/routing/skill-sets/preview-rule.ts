import {
  asksFor,
  type BoundedCount,
  checkSkillRule,
  prepareSkillRule,
  Refusal,
  type SkillRule,
} from "@guichet/contract";
import type { Ctx } from "../../db/index.ts";
import { countFitting, listFactsOfNew } from "./match-conversations.sql.ts";

const MOST_COUNTED = 1000;

/** What of New a rule fits now, before it is saved. */
export async function previewRule(ctx: Ctx, rule: SkillRule): Promise<{ fitting: BoundedCount | null }> {
  const problems = checkSkillRule(rule);
  if (problems.length > 0)
    throw new Refusal("invalid_input", {
      fields: problems.map(({ place, problem }) => ({ path: place === "" ? "rule" : `rule.${place}`, problem })),
    });
  if (asksFor(rule, "keywords")) return { fitting: await countByText(ctx, rule) };
  return { fitting: (await countFitting(ctx, rule, MOST_COUNTED)) ?? null };
}

/** What a message says is not asked in SQL (decision 25): the first ones of New are read. */
async function countByText(ctx: Ctx, rule: SkillRule): Promise<BoundedCount> {
  const holds = prepareSkillRule(rule);
  const rows = await listFactsOfNew(ctx, MOST_COUNTED);
  const fitting = rows.filter(({ topic_ids: topics, group_ids: groups, visibility, text }) =>
    holds((field) =>
      field === "topics" ? topics : field === "groups" ? groups : field === "keywords" ? (text ?? "") : visibility,
    ),
  );
  return { count: fitting.length, more: rows.length === MOST_COUNTED };
}
