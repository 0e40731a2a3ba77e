import { z } from "zod";
import { instant, userId } from "./ids.ts";
import { settingsChange } from "./people.ts";

/** Below the greatest bigint, so that no number reaches the database that it cannot hold. */
const lineNumber = z.string().regex(/^\d{1,18}$/);
const action = /^[a-z_]{1,40}\.[a-z_]{1,40}$/;

/** A comma list of at most so many words of one kind. */
function list(one: RegExp, most: number) {
  return z
    .string()
    .max(8000)
    .transform((text) => text.split(",").filter((part) => part !== ""))
    .refine((parts) => parts.length <= most && parts.every((part) => one.test(part)), "not a list of these");
}

const filter = {
  /** Every word of it stands somewhere in the line, whatever its case and accents. */
  search: z.string().max(200).optional(),
  /** Comma list: lines of these actions are found as well, for the browser alone knows their words. */
  actions: list(action, 200).optional(),
  userId: userId.optional(),
  /** The first word of the action, e.g. `user`. */
  kind: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .optional(),
  from: instant.optional(),
  to: instant.optional(),
};

export const listSettingsChangesQuery = z.object({ ...filter, after: lineNumber.optional() });
/** `lookedBackTo`: as far as this page has looked; with a `next`, there may be more before it. */
export const listSettingsChangesAnswer = z.object({
  items: z.array(settingsChange),
  next: z.string().nullable(),
  lookedBackTo: instant.nullable(),
});
export const exportSettingsChangesQuery = z.object({ ...filter, format: z.enum(["csv", "json"]) });
