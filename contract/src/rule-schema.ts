import { z } from "zod";
import { conditionsOf, RULE_OPERATORS } from "./rules.ts";

const MOST_CONDITIONS = 50;
const MOST_VALUES = 200;
const condition = z.strictObject({
  type: z.literal("condition"),
  field: z.string().min(1).max(100),
  operator: z.enum(RULE_OPERATORS),
  values: z.array(z.string().max(200)).max(MOST_VALUES),
});
const joined = z.enum(["all", "any"]);
const innermost = z.strictObject({ type: joined, nodes: z.array(condition).max(MOST_CONDITIONS) });
const inner = z.strictObject({ type: joined, nodes: z.array(z.union([condition, innermost])).max(MOST_CONDITIONS) });

/** A rule tree at the door. Groups stand in one another at most three deep: what is deeper nobody reads. */
export const ruleTree = z
  .strictObject({ type: joined, nodes: z.array(z.union([condition, inner])).max(MOST_CONDITIONS) })
  .refine((tree) => conditionsOf(tree).length <= MOST_CONDITIONS, { error: "too many conditions" });
export type RuleTree = z.infer<typeof ruleTree>;
