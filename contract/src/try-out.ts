import { z } from "zod";
import { automationAction, automationRule } from "./automations.ts";
import { conversationStatus } from "./conversations.ts";
import { errorCode } from "./errors.ts";
import { channelId, conversationId, instant, skillSetId, teamId } from "./ids.ts";
import { skillRule } from "./skill-sets.ts";

export const MOST_TRY_OUT_DAYS = 90;

const period = {
  /** Today and the days before it, as the calendar of `timeZone` has them. */
  days: z.number().int().min(1).max(MOST_TRY_OUT_DAYS).default(30),
  timeZone: z.string().min(1).max(64).default("UTC"),
};

/** An automation that is not saved, on what contacts have written. Without actions it tells what its conditions fit. */
export const tryAutomationBody = z.strictObject({
  ...period,
  rule: automationRule,
  actions: z.array(automationAction).max(20),
  allChannels: z.boolean(),
  channelIds: z.array(channelId).max(1000),
});

/** A skill set that is not saved, in the place of the one with `id`, as if it were enabled and led to `teamIds`. */
export const trySkillSetBody = z.strictObject({
  ...period,
  id: skillSetId.nullable(),
  rule: skillRule,
  teamIds: z.array(teamId).max(500),
  /** Conversations of these channels; none named: of all. */
  channelIds: z.array(channelId).max(1000),
});

/** How often a group of a rule held, and each of its conditions. `never`: values of it that were found nowhere. */
const ruleTrial = z.array(
  z.object({
    held: z.number().int(),
    conditions: z.array(z.object({ held: z.number().int(), never: z.array(z.string()) })),
  }),
);
export type RuleTrial = z.infer<typeof ruleTrial>;

/** What every try-out tells. */
const seen = {
  from: instant,
  /** Not null: it took too long, and nothing before this moment was looked at. */
  stoppedAt: instant.nullable(),
  /** Messages of an automation's, conversations of a skill set's. */
  looked: z.number().int(),
  matched: z.number().int(),
  /** The oldest day first; `day` is a date of the calendar asked for. */
  days: z.array(z.object({ day: z.iso.date(), looked: z.number().int(), matched: z.number().int() })),
  /** In the order of the rule's groups, from left to right. */
  groups: ruleTrial,
};

/** A conversation that matched, with the contact's message that did. */
const conversation = {
  id: conversationId,
  contactName: z.string(),
  channelId,
  status: conversationStatus,
  text: z.string(),
  at: instant,
};

/** `total`: all that matched; `hidden`: of these, what the asker may not see: counted and never listed. */
const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), total: z.number().int(), hidden: z.number().int() });

const beforeAfter = { before: z.number().int(), after: z.number().int() };
/** Where conversations would go, as if each came in anew. */
const places = {
  /** Gets another team than it would without the draft. */
  moved: z.number().int(),
  /** Where all would go with what is saved (`before`) and with the draft; `teamId` null: No team. */
  teams: z.array(z.object({ teamId: teamId.nullable(), ...beforeAfter })),
  /** Led by no skill set, to a default fallback team. */
  fallback: z.object(beforeAfter),
};

export const automationTryOut = z.object({
  ...seen,
  /** For each action, in their order: on so many messages (tags) or conversations, and so many had it already. */
  effects: z.array(z.object({ count: z.number().int(), already: z.number().int() })),
  /**
   * Of the conversations that it fits, the newest `compared`: where they would go with its topics and without them; `resolved`: it
   * would resolve them, so that no team is chosen. Null: nobody chooses teams.
   */
  places: z.object({ ...places, compared: z.number().int(), resolved: z.number().int() }).nullable(),
  /** `team` null: it was not compared. */
  conversations: listOf(
    z.object({
      ...conversation,
      resolved: z.boolean(),
      team: z.object({ before: teamId.nullable(), after: teamId.nullable() }).nullable(),
    }),
  ),
});
export type AutomationTryOut = z.infer<typeof automationTryOut>;

export const skillSetTryOut = z.object({
  ...seen,
  ...places,
  conversations: listOf(
    z.object({ ...conversation, matches: z.boolean(), before: teamId.nullable(), after: teamId.nullable() }),
  ),
});
export type SkillSetTryOut = z.infer<typeof skillSetTryOut>;

const progress = z.object({ type: z.literal("progress"), looked: z.number().int(), backTo: instant });
const failed = z.object({ type: z.literal("failed"), code: errorCode, reference: z.string().optional() });
export type TryOutProgress = z.infer<typeof progress>;

/** A try-out is told line by line, each a JSON value: how far it is, then what came of it. */
export const automationTryOutLine = z.discriminatedUnion("type", [
  progress,
  failed,
  z.object({ type: z.literal("done"), result: automationTryOut }),
]);
export const skillSetTryOutLine = z.discriminatedUnion("type", [
  progress,
  failed,
  z.object({ type: z.literal("done"), result: skillSetTryOut }),
]);
