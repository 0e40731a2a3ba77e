import { z } from "zod";
import { automationId, channelId, instant, resolutionReasonId, tagId, topicId } from "./ids.ts";
import { RULE_OPERATORS } from "./rules.ts";

export const MOST_AUTOMATIONS = 200;
const MOST_CONDITIONS = 50;
const MOST_ACTIONS = 20;
const MOST_VALUES = 200;

const condition = z.strictObject({
  type: z.literal("condition"),
  field: z.literal("message"),
  operator: z.enum(RULE_OPERATORS),
  values: z.array(z.string().max(200)).max(MOST_VALUES),
});

/**
 * *If message … And message … Or message …* (analytics, 2): AND binds tighter than OR, so that a list of conditions with the
 * joiner before each is a list of groups; within a group all hold, of the groups one. No deeper nesting.
 */
export const automationRule = z
  .strictObject({
    type: z.literal("any"),
    nodes: z
      .array(z.strictObject({ type: z.literal("all"), nodes: z.array(condition).max(MOST_CONDITIONS) }))
      .max(MOST_CONDITIONS),
  })
  .refine((rule) => rule.nodes.flatMap((group) => group.nodes).length <= MOST_CONDITIONS, {
    error: "too many conditions",
  });
export type AutomationRule = z.infer<typeof automationRule>;

/** *Then …*: a tag on the message, a topic on the conversation, or the conversation is resolved. */
export const automationAction = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("tag"), tagId }),
  z.strictObject({ type: z.literal("topic"), topicId }),
  z.strictObject({ type: z.literal("resolve"), reasonId: resolutionReasonId.nullable() }),
]);
export type AutomationAction = z.infer<typeof automationAction>;

const fields = {
  name: z.string().trim().min(1).max(100),
  enabled: z.boolean(),
  rule: automationRule,
  actions: z.array(automationAction).max(MOST_ACTIONS),
  /** Also those that are added later; then `channelIds` is empty. */
  allChannels: z.boolean(),
  channelIds: z.array(channelId).max(1000),
};
export const createAutomationBody = z.strictObject({ ...fields, enabled: fields.enabled.default(true) });
/** With `version`: only if nobody has changed it since. */
export const patchAutomationBody = z.strictObject({ ...fields, version: z.number().int() }).partial();
/** Every automation once, as they shall run. */
export const orderAutomationsBody = z.strictObject({ ids: z.array(automationId).max(MOST_AUTOMATIONS) });

/** An automation as Settings lists it (R22). */
export const automationView = z.object({
  id: automationId,
  version: z.number().int(),
  ...fields,
  /** What it names and is deleted, or cannot be chosen any more: as if it were not in there. */
  gone: z.object({
    tagIds: z.array(tagId),
    topicIds: z.array(topicId),
    reasonIds: z.array(resolutionReasonId),
    channelIds: z.array(channelId),
  }),
  /** With all that is gone, something is left that it does, somewhere. */
  works: z.boolean(),
  createdAt: instant,
  changedAt: instant,
});
export type AutomationView = z.infer<typeof automationView>;
export const automationList = z.object({
  /** In the order in which they run. */
  items: z.array(automationView),
  /** Resolving gives a reason (W66); otherwise none is given, whatever an automation names. */
  reasonAsked: z.boolean(),
});
export type AutomationList = z.infer<typeof automationList>;

/** Which automations name a thing: to be read before it is deleted. */
export const automationUsesQuery = z.strictObject({
  part: z.enum(["tags", "topics", "reasons", "channels"]),
  id: z.uuid(),
});
export type AutomationUsesQuery = z.infer<typeof automationUsesQuery>;
export const automationUses = z.object({
  items: z.array(z.object({ id: automationId, name: z.string(), enabled: z.boolean() })),
});
export type AutomationUses = z.infer<typeof automationUses>;
