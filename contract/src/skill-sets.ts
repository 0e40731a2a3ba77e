import { z } from "zod";
import { channelId, contactGroupId, instant, skillSetId, teamId, topicId } from "./ids.ts";
import { boundedCount } from "./queue.ts";
import { RULE_OPERATORS } from "./rules.ts";
import { SKILL_FIELD_NAMES } from "./skill-rules.ts";

const MOST_RULES = 50;
const MOST_GROUPS = 20;
const id = z.uuid();
const condition = z
  .strictObject({
    type: z.literal("condition"),
    field: z.enum(SKILL_FIELD_NAMES),
    operator: z.enum(RULE_OPERATORS),
    values: z.array(z.string().max(200)).max(200),
  })
  .refine(({ field, values }) => (field !== "topics" && field !== "groups") || z.array(id).safeParse(values).success, {
    path: ["values"],
    error: "ids of topics and contact groups",
  });
const group = z.strictObject({ type: z.literal("all"), nodes: z.array(condition).max(MOST_RULES) });
const term = z.strictObject({ type: z.literal("all"), nodes: z.array(group).max(MOST_GROUPS) });

/** A skill set's rule at the door (R46 to R48): any of (all of (all rules of a group)). */
export const skillRule = z
  .strictObject({ type: z.literal("any"), nodes: z.array(term).max(MOST_GROUPS) })
  .refine((rule) => rule.nodes.flatMap((one) => one.nodes).length <= MOST_GROUPS, { error: "too many groups" })
  .refine((rule) => rule.nodes.flatMap((one) => one.nodes.flatMap((two) => two.nodes)).length <= MOST_RULES, {
    error: "too many rules",
  });

const name = z.string().trim().min(1).max(100);

/** A skill set as Settings lists it (R40). */
export const skillSetView = z.object({
  id: skillSetId,
  name: z.string(),
  /** Without topics and contact groups that are gone. */
  rule: skillRule,
  enabled: z.boolean(),
  /** The deletion of what it asked for has left a rule empty: it matches nothing until that is mended. */
  invalid: z.boolean(),
  /** Whom it leads to; none: it does nothing. */
  teamIds: z.array(teamId),
  version: z.number().int(),
  createdAt: instant,
  changedAt: instant,
});
export type SkillSetView = z.infer<typeof skillSetView>;
export const skillSetList = z.object({ items: z.array(skillSetView) });

export const createSkillSetBody = z.strictObject({ name, rule: skillRule });
/** `version`: the one that was seen; whoever saves over another's change is refused (`changed_meanwhile`). */
export const patchSkillSetBody = z.strictObject({
  version: z.number().int(),
  name: name.optional(),
  rule: skillRule.optional(),
  enabled: z.boolean().optional(),
});

export const previewSkillRuleBody = z.strictObject({ rule: skillRule });
/** Conversations in New that it fits now. Null: that would have taken too long. */
export const previewSkillRuleAnswer = z.object({ fitting: boundedCount.nullable() });

/** Which skill sets ask for a topic or a contact group, or lead to a team. */
export const skillSetUsesQuery = z.union([
  z.object({ part: z.literal("topics"), id: topicId }),
  z.object({ part: z.literal("groups"), id: contactGroupId }),
  z.object({ part: z.literal("teams"), id: teamId }),
]);
export type SkillSetUsesQuery = z.infer<typeof skillSetUsesQuery>;
export const skillSetUses = z.object({
  items: z.array(z.object({ id: skillSetId, name: z.string(), enabled: z.boolean(), invalid: z.boolean() })),
  /** Of a team: it is one of the default fallback teams. */
  fallback: z.boolean(),
});
export type SkillSetUses = z.infer<typeof skillSetUses>;

/** The default fallback teams (R60, R61). */
export const fallbackTeams = z.object({ teamIds: z.array(teamId) });

/** How the choice of teams stands, for Admins. */
export const routingState = z.object({
  /** A skill set or a fallback team is there: teams are chosen. */
  inUse: z.boolean(),
  /** In New, assigned to nobody and without a team, while teams are chosen. */
  withoutTeam: boundedCount,
  /** The asker reaches a channel on which some of these wait. */
  mayShow: z.boolean(),
  /** Channels that nobody has access to, with what waits there in New, the first since `since` (R62): whether or not teams are chosen. */
  unreached: z.array(z.object({ channelId, name: z.string(), waiting: boundedCount, since: instant })),
  /** What waits is gone through after a change of settings; null: nothing to do. */
  rerouting: z.object({ looked: z.number().int(), total: z.number().int(), moved: z.number().int() }).nullable(),
});
export type RoutingState = z.infer<typeof routingState>;
