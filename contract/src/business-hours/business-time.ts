import { offsetPieces } from "./zone-offsets.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
/** Whoever has not been open for so long does not open any more: nothing falls due then. Milliseconds. */
const HORIZON_MS = 1100 * DAY_MS;
/** Time is looked through in such steps, so that what is near costs little. */
const STEP_MS = 40 * DAY_MS;

export const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Weekday = (typeof WEEKDAYS)[number];
/** `HH:MM` on the clocks of the zone; `until` may be `24:00`. */
export type OpenInterval = { readonly from: string; readonly until: string };
export type HoursGiven = {
  readonly timeZone: string;
  readonly week: Readonly<Record<Weekday, readonly OpenInterval[]>>;
  readonly holidays: readonly { readonly date: string; readonly hours: readonly OpenInterval[] }[];
};

/** In the order of the day, as milliseconds from its midnight. */
type Day = readonly (readonly [open: number, close: number])[];
/** Opening hours made ready for counting. `holidays`: by days since 1970. */
export type OpeningHours = {
  readonly timeZone: string;
  readonly week: readonly Day[];
  readonly holidays: ReadonlyMap<number, Day>;
};

/** Once for each set of hours; everything below counts with the answer. */
export function toOpeningHours({ timeZone, week, holidays }: HoursGiven): OpeningHours {
  return {
    timeZone,
    week: WEEKDAYS.map((day) => toDay(week[day])),
    holidays: new Map(holidays.map(({ date, hours }) => [Date.parse(`${date}T00:00:00Z`) / DAY_MS, toDay(hours)])),
  };
}

/** Minutes from midnight; `24:00` is 1440. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

/** The first interval of a day that cannot be, and why; null: none. */
export function intervalProblem(
  given: readonly OpenInterval[],
): { readonly place: number; readonly problem: "ends_before_it_begins" | "overlaps" } | null {
  for (const [place, { from, until }] of given.entries()) {
    const [begins, ends] = [minutesOf(from), minutesOf(until)];
    if (ends <= begins) return { place, problem: "ends_before_it_begins" };
    const before = given.slice(0, place);
    if (before.some((other) => minutesOf(other.from) < ends && begins < minutesOf(other.until)))
      return { place, problem: "overlaps" };
  }
  return null;
}

/** Open is every instant at which a clock in the zone shows an open time. `hours` null: around the clock. */
export function isOpen(hours: OpeningHours | null, at: number): boolean {
  if (hours === null) return true;
  return stretchesIn(hours, at, at + 1).length > 0;
}

/** Open seconds from one instant to another (epoch milliseconds), exact to the millisecond; none when `b` is before `a`. */
export function businessSecondsBetween(hours: OpeningHours | null, a: number, b: number): number {
  if (b <= a) return 0;
  if (hours === null) return (b - a) / 1000;
  return stretchesIn(hours, a, b).reduce((sum, [open, close]) => sum + (close - open), 0) / 1000;
}

/** The first instant by which so many open seconds are over; undefined: that never comes. */
export function addBusinessSeconds(hours: OpeningHours | null, start: number, seconds: number): number | undefined {
  let left = Math.round(seconds * 1000);
  if (hours === null) return start + left;
  if (left <= 0) return start;
  for (let from = start; from < start + HORIZON_MS; from += STEP_MS)
    for (const [open, close] of stretchesIn(hours, from, from + STEP_MS)) {
      if (close - open >= left) return open + left;
      left -= close - open;
    }
  return undefined;
}

/** Open or not at an instant, and when that changes; null: not any more, as far as anybody has planned. */
export function openingState(
  hours: OpeningHours | null,
  at: number,
): { readonly open: boolean; readonly changesAt: number | null } {
  if (hours === null) return { open: true, changesAt: null };
  const open = isOpen(hours, at);
  let end = at;
  for (let from = at; from < at + HORIZON_MS; from += STEP_MS)
    for (const [opens, closes] of stretchesIn(hours, from, from + STEP_MS)) {
      if (!open) return { open, changesAt: opens };
      // A stretch that begins where the last one ended, e.g. at midnight, is no change.
      if (opens > end) return { open, changesAt: end };
      end = closes;
    }
  return { open, changesAt: null };
}

type Stretch = readonly [open: number, close: number];

/** What is open between two instants, in order: each clock stretch of the zone is laid over its days. */
function stretchesIn(hours: OpeningHours, from: number, until: number): Stretch[] {
  const found: Stretch[] = [];
  for (const piece of offsetPieces(hours.timeZone, from, until)) {
    const [first, last] = [piece.from + piece.offset, piece.until + piece.offset];
    for (let day = Math.floor(first / DAY_MS); day * DAY_MS < last; day += 1)
      for (const [opens, closes] of hoursOn(hours, day)) {
        const open = Math.max(day * DAY_MS + opens, first) - piece.offset;
        const close = Math.min(day * DAY_MS + closes, last) - piece.offset;
        if (open < close) found.push([open, close]);
      }
  }
  return found;
}

/** The first of January 1970 was a Thursday. */
function hoursOn({ week, holidays }: OpeningHours, day: number): Day {
  return holidays.get(day) ?? week[(((day + 3) % 7) + 7) % 7] ?? [];
}

function toDay(intervals: readonly OpenInterval[]): Day {
  return intervals
    .map(({ from, until }) => [minutesOf(from) * MINUTE_MS, minutesOf(until) * MINUTE_MS] as const)
    .sort(([a], [b]) => a - b);
}
