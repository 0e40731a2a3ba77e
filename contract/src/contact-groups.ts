import { z } from "zod";
import { contactGroupId, contactId, instant } from "./ids.ts";
import { platform } from "./platforms.ts";
import { ruleTree } from "./rule-schema.ts";
import { FIELD_KINDS } from "./rules.ts";

const name = z.string().trim().min(1).max(100);

/** A contact group as Settings lists it (W115, W171). */
export const contactGroupView = z.object({
  id: contactGroupId,
  name: z.string(),
  rule: ruleTree,
  /** Its members are VIP while they are members. */
  marksVip: z.boolean(),
  /** Counted up to 10,000. */
  members: z.number().int(),
  moreMembers: z.boolean(),
  /** A changed rule is being applied to every contact; membership is not whole yet. */
  computing: z.boolean(),
  /** The rule asks for an attribute that is gone, so that this part matches nobody. */
  broken: z.boolean(),
  createdAt: instant,
  changedAt: instant,
});
export type ContactGroupView = z.infer<typeof contactGroupView>;

/** What a rule may ask of a contact. */
export const ruleField = z.object({
  field: z.string(),
  kind: z.enum(FIELD_KINDS),
  /** Empty for what Guichet itself knows: the browser has words for it. */
  name: z.string(),
  platform: platform.nullable(),
  options: z.array(z.string()),
});
export type RuleField = z.infer<typeof ruleField>;
export const contactGroupList = z.object({ items: z.array(contactGroupView), fields: z.array(ruleField) });

export const createContactGroupBody = z.strictObject({ name, rule: ruleTree, marksVip: z.boolean().default(false) });
export const patchContactGroupBody = z.strictObject({ name, rule: ruleTree, marksVip: z.boolean() }).partial();

export const previewGroupBody = z.strictObject({ rule: ruleTree });
export const previewGroupAnswer = z.object({
  /** Null: too many contacts to count at once. */
  count: z.number().int().nullable(),
  /** There are more than were counted. */
  more: z.boolean(),
  /** Some of them, on channels that the reader sees. */
  contacts: z.array(z.object({ id: contactId, name: z.string(), photo: z.string().nullable(), vip: z.boolean() })),
});
