import { z } from "zod";
import { instant, resolutionReasonId } from "./ids.ts";

/** What goes with Resolved (W66): one of the organization's reasons, and a free comment. */
export const resolution = z.strictObject({
  reasonId: resolutionReasonId.nullable().default(null),
  comment: z.string().trim().max(500).default(""),
});
export type Resolution = z.output<typeof resolution>;

/** Is a reason asked for when a person resolves, by the conversation's type? */
export const reasonAsked = z.strictObject({ private: z.boolean(), public: z.boolean() });
export type ReasonAsked = z.infer<typeof reasonAsked>;

/** Where else reasons are used: bulk resolve, auto-resolve, automations. */
export const reasonsAsked = z.strictObject({ bulk: z.boolean(), autoResolve: z.boolean(), automation: z.boolean() });
export type ReasonsAsked = z.infer<typeof reasonsAsked>;

export const resolutionReasonView = z.object({
  id: resolutionReasonId,
  name: z.string(),
  /** Can be chosen. One that is not stays in what was resolved with it. */
  active: z.boolean(),
  /** Always there, under whatever name: surveys follow it (decision 13). */
  provided: z.boolean(),
  createdAt: instant,
});
export type ResolutionReasonView = z.infer<typeof resolutionReasonView>;
const name = z.string().trim().min(1).max(100);
export const createResolutionReasonBody = z.strictObject({ name });
export const patchResolutionReasonBody = z.strictObject({ name, active: z.boolean() }).partial();
