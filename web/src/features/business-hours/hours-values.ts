import type { BusinessHoursView, BusinessWeek, Holiday } from "@guichet/contract";
import {
  intervalProblem,
  type OpenInterval,
  type OpeningHours,
  toOpeningHours,
  WEEKDAYS,
} from "@guichet/contract/business-hours/business-time";

/** What the form holds. A day that ends with the day ends at 00:00 there, as clocks show it. */
export type HoursValues = {
  name: string;
  timeZone: string;
  week: BusinessWeek;
  holidays: Holiday[];
  channelIds: string[];
};

const OFFICE: OpenInterval = { from: "09:00", until: "17:00" };

/** A new set begins with what most have. */
export function firstValues(timeZone: string): HoursValues {
  const day = [{ ...OFFICE }];
  return {
    name: "",
    timeZone,
    week: { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: [], sunday: [] },
    holidays: [],
    channelIds: [],
  };
}

export function toValues(hours: BusinessHoursView): HoursValues {
  return {
    name: hours.name,
    timeZone: hours.timeZone,
    week: mapWeek(hours.week, (one) => ({ ...one, until: one.until === "24:00" ? "00:00" : one.until })),
    holidays: hours.holidays.map((one) => ({ ...one, hours: one.hours.map(shown) })),
    channelIds: [...hours.channelIds],
  };
}

/** As the server takes it. */
export function toBody(values: HoursValues) {
  return {
    ...values,
    week: mapWeek(values.week, meant),
    holidays: values.holidays.map((one) => ({ ...one, hours: one.hours.map(meant) })),
  };
}

const shown = (one: OpenInterval): OpenInterval => ({ ...one, until: one.until === "24:00" ? "00:00" : one.until });
const meant = (one: OpenInterval): OpenInterval => ({ ...one, until: one.until === "00:00" ? "24:00" : one.until });

function mapWeek(week: BusinessWeek, change: (one: OpenInterval) => OpenInterval): BusinessWeek {
  const { monday, tuesday, wednesday, thursday, friday, saturday, sunday } = week;
  return {
    ...{ monday: monday.map(change), tuesday: tuesday.map(change), wednesday: wednesday.map(change) },
    ...{ thursday: thursday.map(change), friday: friday.map(change) },
    ...{ saturday: saturday.map(change), sunday: sunday.map(change) },
  };
}

export type IntervalProblem = "incomplete" | "ends_before_it_begins" | "overlaps";

/** The first interval of a day that cannot be, and why. */
export function problemOf(given: readonly OpenInterval[]): { place: number; problem: IntervalProblem } | null {
  const place = given.findIndex(({ from, until }) => from === "" || until === "");
  return place >= 0 ? { place, problem: "incomplete" } : intervalProblem(given.map(meant));
}

export type HoursProblem = "name" | "week" | "never_open" | "holidays";

/** What keeps the form from being saved. */
export function problemsIn({ name, week, holidays }: HoursValues): ReadonlySet<HoursProblem> {
  const found = new Set<HoursProblem>();
  if (name.trim() === "") found.add("name");
  if (WEEKDAYS.some((day) => problemOf(week[day]) !== null)) found.add("week");
  if (WEEKDAYS.every((day) => week[day].length === 0)) found.add("never_open");
  const dates = holidays.map(({ date }) => date);
  if (new Set(dates).size < dates.length || dates.includes("")) found.add("holidays");
  if (holidays.some(({ hours }) => problemOf(hours) !== null)) found.add("holidays");
  return found;
}

/** Ready for counting, for the sentence that tells how it stands now; undefined while something is wrong with it. */
export function readyHours(values: HoursValues): OpeningHours | undefined {
  const problems = problemsIn(values);
  return problems.has("week") || problems.has("holidays") ? undefined : toOpeningHours(toBody(values));
}

/** Another interval, behind what there is of the day. */
export function nextInterval(given: readonly OpenInterval[]): OpenInterval {
  const last = given.at(-1);
  if (last === undefined) return { ...OFFICE };
  const hour = Number(last.until.slice(0, 2)) + 1;
  const time = (value: number): string => `${String(value).padStart(2, "0")}:00`;
  return last.until === "00:00" || hour > 22 ? { from: "", until: "" } : { from: time(hour), until: time(hour + 1) };
}

/** Monday's hours on the other working days. */
export function copyMonday(week: BusinessWeek): BusinessWeek {
  const { monday } = week;
  return { ...week, tuesday: monday, wednesday: monday, thursday: monday, friday: monday };
}
