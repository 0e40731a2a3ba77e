import { z } from "zod";
import { channelId, instant, slaPolicyId } from "./ids.ts";

/** Which answer is owed: the first of a conversation, or one after it (analytics, 13.5). */
export const slaKind = z.enum(["first_response", "conversation_response"]);
export type SlaKind = z.infer<typeof slaKind>;

/** How an obligation stands (analytics, 13.6). A breached one may still wait for its answer. */
export const slaState = z.enum(["open", "met", "breached", "cancelled"]);
export type SlaState = z.infer<typeof slaState>;

/** An obligation that waits for its answer, as the queue shows it. */
export const slaMark = z.object({
  kind: slaKind,
  policyName: z.string(),
  targetMinutes: z.number().int(),
  /** By then the answer is due; null: never, nobody opens any more. */
  dueAt: instant.nullable(),
  /** From then on it is almost breached; null: never. */
  warnAt: instant.nullable(),
  breached: z.boolean(),
});
export type SlaMark = z.infer<typeof slaMark>;

export const SLA_TARGET_MOST_MINUTES = 60 * 24 * 60;
export const SLA_MESSAGE_MOST = 500;
const target = z.number().int().min(1).max(SLA_TARGET_MOST_MINUTES).nullable();
/** What happens by itself. `message`: to the contact, once; null: none. `unassign`: the assignment is removed. */
const actions = z.strictObject({
  message: z.string().trim().min(1).max(SLA_MESSAGE_MOST).nullable(),
  unassign: z.boolean(),
});
export type SlaActions = z.infer<typeof actions>;

const fields = {
  name: z.string().trim().min(1).max(100),
  /** Minutes within business hours; null: none. */
  firstResponseMinutes: target,
  conversationResponseMinutes: target,
  /** Per cent of the target, from which on a conversation is almost breached. */
  warningPercent: z.number().int().min(1).max(99),
  onWarning: actions,
  onBreach: actions,
  channelIds: z.array(channelId).max(500),
};
const NO_ACTIONS = { message: null, unassign: false };

/** How soon contacts on some channels are to be answered. */
export const slaPolicyView = z.object({
  id: slaPolicyId,
  ...fields,
  version: z.number().int(),
  createdAt: instant,
});
export type SlaPolicyView = z.infer<typeof slaPolicyView>;
export const slaPolicyList = z.object({ items: z.array(slaPolicyView) });

/** A channel that another policy has: refused unless it is named in `takeOver` as well. */
const takeOver = z.array(channelId).max(500).default([]);
export const createSlaPolicyBody = z
  .strictObject({
    ...fields,
    warningPercent: fields.warningPercent.default(80),
    onWarning: actions.default(NO_ACTIONS),
    onBreach: actions.default(NO_ACTIONS),
    takeOver,
  })
  .refine((given) => given.firstResponseMinutes !== null || given.conversationResponseMinutes !== null, {
    path: ["firstResponseMinutes"],
    message: "no target",
  });
/** `version`: what the Admin saw; whoever was faster is not written over. */
export const patchSlaPolicyBody = z.strictObject(fields).partial().extend({ version: z.number().int(), takeOver });

/** What follows a policy, told before it is deleted. */
export const slaPolicyUses = z.object({
  channels: z.array(z.object({ id: channelId, name: z.string() })),
  /** Conversations that wait for an answer under it now. */
  open: z.number().int(),
});
export type SlaPolicyUses = z.infer<typeof slaPolicyUses>;
