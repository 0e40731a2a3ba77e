import { z } from "zod";

const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
/** Every day from one time of day until another, in the person's time zone; over midnight when it ends earlier than it begins. */
export const quietHours = z
  .strictObject({ from: timeOfDay, until: timeOfDay })
  .refine(({ from, until }) => from !== until, { path: ["until"], message: "the same" });
export type QuietHours = z.infer<typeof quietHours>;

const DAY_MINUTES = 1440;
const MINUTE_MS = 60_000;

/**
 * Until when it is quiet at this moment; undefined: it is not. On the day on which the clocks change the answer may be an hour
 * off, so whoever waits for it asks again then.
 */
export function quietUntil(quiet: QuietHours | null, now: Date, timeZone: string): Date | undefined {
  if (quiet === null) return undefined;
  const format = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone } as const;
  const minute = minutesOf(new Intl.DateTimeFormat("en-GB", format).format(now));
  const from = minutesOf(quiet.from);
  const length = (minutesOf(quiet.until) - from + DAY_MINUTES) % DAY_MINUTES;
  const gone = (minute - from + DAY_MINUTES) % DAY_MINUTES;
  if (gone >= length) return undefined;
  const begun = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  return new Date(begun + (length - gone) * MINUTE_MS);
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
