import { z } from "zod";
import { instant, resolutionReasonId, userId } from "./ids.ts";

export const person = z.object({ id: userId, name: z.string() });

/** The conversation comes back by itself. `by` null: the system's boomerang (W65). */
export const boomerangView = z.object({ at: instant, note: z.string(), by: person.nullable() });
export type BoomerangView = z.infer<typeof boomerangView>;

const note = z.string().trim().max(500).default("");
export const BOOMERANG_MOST_DAYS = 365;
/** Presets in minutes (W62): 15 minutes, 1 hour, 4 hours, 24 hours. */
export const BOOMERANG_PRESETS = [15, 60, 240, 1440] as const;
/** From now on, by the server's clock, or at a moment. In the future, at most a year ahead. */
export const boomerangWish = z.union([
  z.strictObject({
    inMinutes: z
      .number()
      .int()
      .min(1)
      .max(BOOMERANG_MOST_DAYS * 1440),
    note,
  }),
  z.strictObject({ at: instant, note }),
]);
export type BoomerangWish = z.output<typeof boomerangWish>;

/** The default and the most: 30 days; one can only have less (W58). */
export const AUTO_RESOLVE_MOST_HOURS = 720;
const autoResolveStep = z.strictObject({
  hours: z.number().int().min(1).max(AUTO_RESOLVE_MOST_HOURS),
  reasonId: resolutionReasonId.nullable(),
});
export const autoResolve = z.strictObject({ new: autoResolveStep, pending: autoResolveStep });
export type AutoResolve = z.infer<typeof autoResolve>;
/** A channel's own values (W59); what is left out follows the organization. */
export const autoResolveOverride = autoResolve.partial();
export type AutoResolveOverride = z.infer<typeof autoResolveOverride>;

/** W65: Pending comes back after this long; null: it does not. */
export const systemBoomerangHours = z.number().int().min(1).max(AUTO_RESOLVE_MOST_HOURS).nullable();

/** How long a reply can be taken back before it leaves; 0: not at all. */
export const UNDO_SEND_MOST_SECONDS = 30;
export const undoSendSeconds = z.number().int().min(0).max(UNDO_SEND_MOST_SECONDS);
