import { z } from "zod";

/**
 * The rules of an organization as its file has them: by name, so that they can go to another installation. Every scalar is a
 * text, whatever it looks like: a topic may be called `null` or `2026`.
 */
const name = z.string().trim().min(1).max(100);
const label = z.string().trim().min(1).max(300);
const labels = z.array(label).max(1000);
const phrases = z.array(z.string().max(200)).max(200);
const yesNo = z.enum(["true", "false"]);

/** Exactly one of these keys. */
function oneOf<Shape extends Record<string, z.ZodType>>(shape: Shape) {
  return z
    .strictObject(shape)
    .partial()
    .refine((given) => Object.keys(given).length === 1, { error: "one_key" });
}

const condition = oneOf({
  ...{ begins_with: phrases, ends_with: phrases, any_of: phrases, all_of: phrases },
  ...{ none_of: phrases, not_all_of: phrases, word_count: z.string().max(20) },
});
const action = oneOf({ tag: label, topic: label, resolve: z.strictObject({ reason: label.optional() }) });

/** `when`: any of these groups; within a group all. */
const automationForm = z.strictObject({
  name,
  enabled: yesNo,
  channels: z.union([z.literal("all"), labels]),
  when: z.array(z.strictObject({ all: z.array(condition).max(50) })).max(50),
  do: z.array(action).max(20),
});
export type AutomationForm = z.infer<typeof automationForm>;
export type ActionForm = z.infer<typeof action>;

const sets = z.union([z.literal("none"), oneOf({ any_of: labels, all_of: labels, none_of: labels })]);
const rule = oneOf({
  topics: sets,
  contactGroups: sets,
  visibility: z.enum(["public", "private"]),
  keywords: oneOf({ any_of: phrases, all_of: phrases, none_of: phrases }),
});
export type RuleForm = z.infer<typeof rule>;

/** `join`: with the groups before it; AND binds tighter than OR. */
const skillSetForm = z.strictObject({
  name,
  enabled: yesNo,
  teams: labels,
  rules: z.array(z.strictObject({ join: z.enum(["and", "or"]).default("or"), all: z.array(rule).max(50) })).max(20),
});
export type SkillSetForm = z.infer<typeof skillSetForm>;

const prioritizationForm = z.strictObject({
  topics: labels,
  contactGroups: labels,
  channels: z.array(z.strictObject({ channel: label, visibility: z.enum(["public", "private", "both"]) })).max(1000),
});
export type PrioritizationForm = z.infer<typeof prioritizationForm>;

export const rulesForm = z.strictObject({
  guichetRules: z.literal("1"),
  automations: z.array(automationForm).max(200),
  skillSets: z.array(skillSetForm).max(500),
  fallbackTeams: labels,
  prioritization: prioritizationForm,
});
/** Everything, as an export has it. */
export type RulesForm = z.infer<typeof rulesForm>;

/** What is imported tells of some parts. */
export const someRulesForm = rulesForm.partial().required({ guichetRules: true });
export type SomeRulesForm = z.infer<typeof someRulesForm>;
