import { z } from "zod";

/** Characters of a file of rules. */
export const LONGEST_RULES_FILE = 1_000_000;

export const rulesFilePart = z.enum(["automations", "skillSets", "fallbackTeams", "prioritization"]);
export type RulesFilePart = z.infer<typeof rulesFilePart>;
/** What rules name, and may be missing here. */
export const ruleNameKind = z.enum(["topic", "tag", "reason", "contactGroup", "team", "channel"]);
export type RuleNameKind = z.infer<typeof ruleNameKind>;

const text = z.string().max(LONGEST_RULES_FILE);
export const previewRulesFileBody = z.strictObject({ text });
/** `fingerprint`: of the preview that was seen. */
export const importRulesFileBody = z.strictObject({ text, fingerprint: z.string().min(1).max(100) });

const field = z.enum([
  ...(["name", "enabled", "channels", "when", "do", "teams", "rules"] as const),
  ...(["order", "fallbackTeams", "topics", "contactGroups"] as const),
]);

/** One difference. `name` null: of a whole part, e.g. the order of automations. */
const change = z.object({
  part: rulesFilePart,
  name: z.string().nullable(),
  change: z.enum(["added", "changed", "removed"]),
  /** Each as the file writes it; null: not there. */
  fields: z.array(z.object({ field, before: z.string().nullable(), after: z.string().nullable() })),
});
export type RulesFileChange = z.infer<typeof change>;

/** Why an entry of the file is not taken over: without the names that are unknown here it could not work. */
const leftOutProblem = z.enum(["no_action", "no_channel", "no_value", "no_conditions", "reason_missing", "other"]);

export const rulesFilePreview = z.object({
  /** Of what is here now and what would become of it. */
  fingerprint: z.string(),
  /** What the file tells of; everything else stays as it is. */
  parts: z.array(rulesFilePart),
  changes: z.array(change),
  /** Entries that are the same here. */
  unchanged: z.number().int(),
  /** Names that are not here: they drop out of the entries that have them. */
  unknown: z.array(z.object({ kind: ruleNameKind, name: z.string(), entries: z.array(z.string()) })),
  leftOut: z.array(z.object({ part: rulesFilePart, name: z.string(), problem: leftOutProblem })),
});
export type RulesFilePreview = z.infer<typeof rulesFilePreview>;
