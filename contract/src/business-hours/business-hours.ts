import { z } from "zod";
import { businessHoursId, channelId, instant } from "../ids.ts";
import { intervalProblem, WEEKDAYS } from "./business-time.ts";

const MOST_INTERVALS = 12;
const MOST_HOLIDAYS = 400;
const HOUR = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const from = z.string().regex(HOUR);
const until = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/);

/** When it is open on a day; in order, none: closed. Over midnight one ends at 24:00 and the next day begins at 00:00. */
const intervals = z
  .array(z.strictObject({ from, until }))
  .max(MOST_INTERVALS)
  .superRefine((given, ctx) => {
    const problem = intervalProblem(given);
    if (problem !== null) ctx.addIssue({ code: "custom", path: [problem.place], message: problem.problem });
  });

const week = z
  .strictObject({
    monday: intervals,
    tuesday: intervals,
    wednesday: intervals,
    thursday: intervals,
    friday: intervals,
    saturday: intervals,
    sunday: intervals,
  })
  .refine((given) => WEEKDAYS.some((day) => given[day].length > 0), { message: "never open" });
export type BusinessWeek = z.infer<typeof week>;

/** The date overrides its weekday: closed, or open at these hours alone. */
const holiday = z.strictObject({
  date: z.iso.date(),
  name: z.string().trim().max(100).default(""),
  hours: intervals.default([]),
});
export type Holiday = z.output<typeof holiday>;

const fields = {
  name: z.string().trim().min(1).max(100),
  /** IANA, e.g. `Europe/Brussels`. */
  timeZone: z.string().min(1).max(64),
  week,
  holidays: z
    .array(holiday)
    .max(MOST_HOLIDAYS)
    .refine((given) => new Set(given.map(({ date }) => date)).size === given.length, {
      message: "the same date twice",
    }),
  channelIds: z.array(channelId).max(500),
};

/** A set of opening hours. A channel is open as one set says, or, without one, around the clock. */
export const businessHoursView = z.object({
  id: businessHoursId,
  ...fields,
  holidays: z.array(holiday),
  week,
  version: z.number().int(),
  createdAt: instant,
});
export type BusinessHoursView = z.output<typeof businessHoursView>;
export const businessHoursList = z.object({ items: z.array(businessHoursView) });

/** A channel that another set has: refused unless it is named in `takeOver` as well. */
const takeOver = z.array(channelId).max(500).default([]);
export const createBusinessHoursBody = z.strictObject({ ...fields, holidays: fields.holidays.default([]), takeOver });
/** `version`: what the Admin saw; whoever was faster is not written over. */
export const patchBusinessHoursBody = z.strictObject(fields).partial().extend({ version: z.number().int(), takeOver });
