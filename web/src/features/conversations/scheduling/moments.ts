import { toInstant, toLocal } from "../time/zoned.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export type Moment = {
  readonly key: "inAnHour" | "thisEvening" | "tomorrowMorning" | "tomorrowAfternoon" | "nextMonday";
  readonly at: Date;
};

/**
 * What one usually wants, by the clocks of a time zone: the next full quarter in an hour, this evening where that is still
 * some way off, tomorrow, and Monday where that is not tomorrow.
 */
export function usualMoments(now: number, timeZone: string): Moment[] {
  const on = (days: number, time: string): Date => {
    const date = toLocal(new Date(now), timeZone).slice(0, 10);
    const day = new Date(Date.parse(`${date}T12:00:00Z`) + days * DAY).toISOString().slice(0, 10);
    return toInstant(`${day}T${time}`, timeZone) ?? new Date(now + days * DAY);
  };
  const weekday = new Date(`${toLocal(new Date(now), timeZone).slice(0, 10)}T12:00:00Z`).getUTCDay();
  const toMonday = (8 - weekday) % 7 || 7;
  const quarter = 15 * 60_000;
  const moments: Moment[] = [{ key: "inAnHour", at: new Date(Math.ceil((now + HOUR) / quarter) * quarter) }];
  const evening = on(0, "18:00");
  if (evening.getTime() > now + 2 * HOUR) moments.push({ key: "thisEvening", at: evening });
  moments.push({ key: "tomorrowMorning", at: on(1, "09:00") }, { key: "tomorrowAfternoon", at: on(1, "14:00") });
  if (toMonday > 1) moments.push({ key: "nextMonday", at: on(toMonday, "09:00") });
  return moments;
}
