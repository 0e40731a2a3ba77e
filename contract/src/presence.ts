import { z } from "zod";
import { awayStateId } from "./ids.ts";

/** Presence as shown by the dot: green, orange, grey (W38). */
export const presence = z.enum(["available", "away", "offline"]);
export type Presence = z.infer<typeof presence>;

/** W32: 1 to 25 characters, unique in the organization whatever their case. */
const stateName = z.string().trim().min(1).max(25);

/** A kind of being away that the organization made up, e.g. Lunch. */
export const awayStateView = z.object({
  id: awayStateId,
  name: z.string(),
  /** Those that are not can no longer be chosen; who is in one stays until choosing anew. */
  enabled: z.boolean(),
  /** People who are in it at this moment. */
  people: z.number().int(),
});
export type AwayStateView = z.infer<typeof awayStateView>;
export const createAwayStateBody = z.strictObject({ name: stateName });
export const patchAwayStateBody = z.strictObject({ name: stateName, enabled: z.boolean() }).partial();

/** A way of being away as menus name it. */
export const awayState = z.object({ id: awayStateId, name: z.string() });
export type AwayState = z.infer<typeof awayState>;

/** What a person chooses. Plain Away (null) is offered only while no away state is enabled (W33). */
export const presenceBody = z.discriminatedUnion("presence", [
  z.strictObject({ presence: z.literal("available") }),
  z.strictObject({ presence: z.literal("away"), awayStateId: awayStateId.nullable().default(null) }),
]);
export type ChosenPresence = z.output<typeof presenceBody>;

/** What one is after signing in (W34). `last`: what one was before. */
export const presenceAtSignIn = z.union([z.strictObject({ presence: z.literal("last") }), presenceBody]);
export type PresenceAtSignIn = z.output<typeof presenceAtSignIn>;
