import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addBusinessSeconds,
  businessSecondsBetween,
  type HoursGiven,
  intervalProblem,
  isOpen,
  type OpeningHours,
  openingState,
  toOpeningHours,
  WEEKDAYS,
  type Weekday,
} from "./business-time.ts";
import { offsetAt, offsetPieces } from "./zone-offsets.ts";

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const at = (iso: string) => Date.parse(iso);
const day = (from: string, until: string) => [{ from, until }];
function hoursOf(
  timeZone: string,
  week: Partial<HoursGiven["week"]>,
  holidays: HoursGiven["holidays"] = [],
): OpeningHours {
  const all = Object.fromEntries(WEEKDAYS.map((one) => [one, week[one] ?? []])) as unknown as HoursGiven["week"];
  return toOpeningHours({ timeZone, week: all, holidays });
}
const weekdays = (from: string, until: string): Partial<HoursGiven["week"]> =>
  Object.fromEntries(WEEKDAYS.slice(0, 5).map((one) => [one, day(from, until)]));
const always: Partial<HoursGiven["week"]> = Object.fromEntries(WEEKDAYS.map((one) => [one, day("00:00", "24:00")]));
const office = hoursOf("UTC", weekdays("09:00", "17:00"));

/** Zones with clocks that move by an hour, by half of one, at midnight, not at all, and over the date line. */
const ZONES = [
  "Europe/Brussels",
  "America/New_York",
  "Australia/Lord_Howe",
  "America/Santiago",
  "Asia/Kathmandu",
  "Pacific/Apia",
  "Africa/Casablanca",
  "Asia/Beirut",
  "UTC",
];

describe("R80 W168 open seconds between two instants", () => {
  it.each([
    ["R83 Friday 16:45 to Monday 9:15", "2026-11-20T16:45Z", "2026-11-23T09:15Z", 30 * 60],
    ["within a day", "2026-11-20T10:00Z", "2026-11-20T10:05Z", 300],
    ["R88 from before opening", "2026-11-20T08:00Z", "2026-11-20T09:20Z", 20 * 60],
    ["over a night", "2026-11-19T16:59Z", "2026-11-20T09:01Z", 120],
    ["a weekend alone", "2026-11-21T00:00Z", "2026-11-22T23:59Z", 0],
    ["a whole week", "2026-11-16T00:00Z", "2026-11-23T00:00Z", 5 * 8 * 3600],
    ["backwards", "2026-11-20T12:00Z", "2026-11-20T10:00Z", 0],
    ["to the millisecond", "2026-11-20T16:59:59.250Z", "2026-11-20T18:00Z", 0.75],
  ])("%s", (_case, a, b, seconds) => {
    expect(businessSecondsBetween(office, at(a), at(b))).toBe(seconds);
  });

  it("without hours every second counts", () => {
    expect(businessSecondsBetween(null, 0, 90_000)).toBe(90);
    expect(addBusinessSeconds(null, 0, 90)).toBe(90_000);
    expect(isOpen(null, 0)).toBe(true);
    expect(openingState(null, 0)).toEqual({ open: true, changesAt: null });
  });

  it("several intervals a day, whatever their order", () => {
    const hours = hoursOf("UTC", { monday: [...day("13:00", "17:00"), ...day("09:00", "12:00")] });
    expect(businessSecondsBetween(hours, at("2026-11-23T11:30Z"), at("2026-11-23T13:30Z"))).toBe(3600);
    expect(addBusinessSeconds(hours, at("2026-11-23T11:30Z"), 3600)).toBe(at("2026-11-23T13:30Z"));
  });

  it("a night goes on behind midnight", () => {
    const night = hoursOf("UTC", { friday: day("22:00", "24:00"), saturday: day("00:00", "06:00") });
    expect(businessSecondsBetween(night, at("2026-11-20T21:00Z"), at("2026-11-21T08:00Z"))).toBe(8 * 3600);
    expect(isOpen(night, at("2026-11-21T00:00Z"))).toBe(true);
    expect(openingState(night, at("2026-11-20T23:00Z"))).toEqual({ open: true, changesAt: at("2026-11-21T06:00Z") });
  });

  it("a holiday is closed, or open at its own hours, whatever the weekday says", () => {
    const hours = hoursOf("UTC", weekdays("09:00", "17:00"), [
      { date: "2026-12-25", hours: [] },
      { date: "2026-12-24", hours: day("09:00", "12:00") },
      { date: "2026-12-26", hours: day("10:00", "11:00") },
    ]);
    expect(businessSecondsBetween(hours, at("2026-12-24T00:00Z"), at("2026-12-27T00:00Z"))).toBe(4 * 3600);
    expect(isOpen(hours, at("2026-12-25T10:00Z"))).toBe(false);
    expect(isOpen(hours, at("2026-12-26T10:30Z"))).toBe(true);
  });
});

describe("R80 clocks that move", () => {
  const night = (timeZone: string) => hoursOf(timeZone, { sunday: day("01:00", "04:00") });

  it("an hour that does not exist is not open, one that comes twice is open twice", () => {
    const [spring, autumn] = [at("2026-03-28T12:00Z"), at("2026-10-24T12:00Z")];
    expect(businessSecondsBetween(night("Europe/Brussels"), spring, spring + DAY)).toBe(2 * 3600);
    expect(businessSecondsBetween(night("Europe/Brussels"), autumn, autumn + DAY)).toBe(4 * 3600);
    expect(businessSecondsBetween(night("Australia/Lord_Howe"), at("2026-10-03T00:00Z"), at("2026-10-05T00:00Z"))).toBe(
      2.5 * 3600,
    );
  });

  it("9:00 to 17:00 is eight hours on the days around it, at the hours of the zone", () => {
    const hours = hoursOf("America/New_York", weekdays("09:00", "17:00"));
    expect(addBusinessSeconds(hours, at("2026-03-06T22:00Z"), 60)).toBe(at("2026-03-09T13:01Z"));
    expect(addBusinessSeconds(hours, at("2026-10-30T21:00Z"), 60)).toBe(at("2026-11-02T14:01Z"));
  });

  it("around the clock is open every second of a year, in any zone", () => {
    const [from, until] = [at("2026-01-01T00:00Z"), at("2027-01-01T00:00Z")];
    for (const zone of ZONES) expect(businessSecondsBetween(hoursOf(zone, always), from, until)).toBe(365 * 86_400);
  });

  it("a day that a zone leaves out is nobody's: Samoa had no 30 December 2011", () => {
    const hours = hoursOf("Pacific/Apia", { friday: day("00:00", "24:00") });
    expect(businessSecondsBetween(hours, at("2011-12-28T00:00Z"), at("2012-01-03T00:00Z"))).toBe(0);
    expect(offsetPieces("Pacific/Apia", at("2011-12-28T00:00Z"), at("2012-01-03T00:00Z"))).toHaveLength(2);
  });

  it("knows the distance of a zone at every hour of three years", () => {
    for (const zone of ZONES) {
      const format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
      for (let hour = at("2025-01-01T00:00Z"); hour < at("2028-01-01T00:00Z"); hour += 7 * 3_600_000) {
        const clock = new Date(hour + offsetAt(zone, hour)).toISOString().slice(11, 16);
        if (clock !== format.format(hour)) expect([zone, hour, clock]).toEqual([zone, hour, format.format(hour)]);
      }
    }
  });
});

describe("R80 what opens next", () => {
  it.each([
    ["open", "2026-11-20T10:00Z", true, "2026-11-20T17:00Z"],
    ["before opening", "2026-11-20T08:00Z", false, "2026-11-20T09:00Z"],
    ["at closing time it is closed", "2026-11-20T17:00Z", false, "2026-11-23T09:00Z"],
    ["at opening time it is open", "2026-11-23T09:00Z", true, "2026-11-23T17:00Z"],
  ])("%s", (_case, now, open, changes) => {
    expect(openingState(office, at(now))).toEqual({ open, changesAt: at(changes) });
  });

  it("never closing, or never opening again, has no such moment", () => {
    expect(openingState(hoursOf("Europe/Brussels", always), at("2026-11-20T10:00Z")).changesAt).toBeNull();
    const closed = hoursOf("UTC", {});
    expect(openingState(closed, 0)).toEqual({ open: false, changesAt: null });
    expect(addBusinessSeconds(closed, 0, 1)).toBeUndefined();
    expect(addBusinessSeconds(closed, 7, 0)).toBe(7);
  });
});

it.each([
  [
    [
      { from: "09:00", until: "12:00" },
      { from: "12:00", until: "24:00" },
    ],
    null,
  ],
  [[{ from: "09:00", until: "09:00" }], { place: 0, problem: "ends_before_it_begins" }],
  [[{ from: "22:00", until: "06:00" }], { place: 0, problem: "ends_before_it_begins" }],
  [
    [
      { from: "09:00", until: "12:00" },
      { from: "11:59", until: "13:00" },
    ],
    { place: 1, problem: "overlaps" },
  ],
  [
    [
      { from: "09:00", until: "12:00" },
      { from: "09:00", until: "12:00" },
    ],
    { place: 1, problem: "overlaps" },
  ],
] as const)("W168 intervals that cannot be: %j", (given, problem) => {
  expect(intervalProblem(given)).toEqual(problem);
});

describe("R80 properties", () => {
  const minute = fc.integer({ min: 0, max: 1440 });
  const intervals = fc.uniqueArray(minute, { maxLength: 6 }).map((given) => {
    const sorted = given.toSorted((a, b) => a - b);
    return sorted.flatMap((from, place) =>
      place % 2 === 0 && sorted[place + 1] !== undefined
        ? [{ from: toTime(from), until: toTime(sorted[place + 1] ?? 0) }]
        : [],
    );
  });
  const toTime = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  const instant = fc.integer({ min: at("2025-01-01T00:00Z"), max: at("2027-12-31T00:00Z") });
  const holiday = fc
    .tuple(fc.integer({ min: 0, max: 1000 }), intervals)
    .map(([offset, hours]) => ({ date: new Date(at("2025-01-01") + offset * DAY).toISOString().slice(0, 10), hours }));
  const given = fc
    .tuple(
      fc.constantFrom(...ZONES),
      fc.tuple(intervals, intervals, intervals, intervals, intervals, intervals, intervals),
      fc.uniqueArray(holiday, { maxLength: 4, selector: (one) => one.date }),
    )
    .map(([zone, days, holidays]) =>
      hoursOf(zone, Object.fromEntries(WEEKDAYS.map((one: Weekday, place) => [one, days[place] ?? []])), holidays),
    );

  it("so many open seconds behind a start there have been so many", () => {
    fc.assert(
      fc.property(given, instant, fc.integer({ min: 0, max: 500_000 }), (hours, start, seconds) => {
        const due = addBusinessSeconds(hours, start, seconds);
        if (due === undefined) return;
        expect(businessSecondsBetween(hours, start, due)).toBe(seconds);
        // It is the first such instant: a millisecond earlier there were fewer.
        if (seconds > 0) expect(businessSecondsBetween(hours, start, due - 1)).toBeLessThan(seconds);
      }),
      { numRuns: 3000 },
    );
  });

  it("what is between two instants is between the first and a third, and that and the second", () => {
    fc.assert(
      fc.property(given, fc.tuple(instant, instant, instant), (hours, three) => {
        const [a = 0, b = 0, c = 0] = three.toSorted((x, y) => x - y);
        const whole = businessSecondsBetween(hours, a, c);
        expect(businessSecondsBetween(hours, a, b) + businessSecondsBetween(hours, b, c)).toBeCloseTo(whole, 6);
      }),
      { numRuns: 1000 },
    );
  });

  it("agrees with a clock on the wall, minute by minute, over days on which clocks move", () => {
    const changes = ["2026-03-28", "2026-10-24", "2026-04-04", "2026-10-03", "2026-09-05", "2026-02-14"].map(at);
    fc.assert(
      fc.property(given, fc.constantFrom(...changes), (hours, start) => {
        let open = 0;
        for (let now = start; now < start + 2 * DAY; now += MINUTE) if (opensByTheWall(hours, now)) open += 60;
        expect(businessSecondsBetween(hours, start, start + 2 * DAY)).toBe(open);
      }),
      { numRuns: 60 },
    );
  });
});

const walls = new Map<string, Intl.DateTimeFormat>();
/** What time and date a clock in the zone shows, looked up in the hours: the definition itself. */
function opensByTheWall(hours: OpeningHours, now: number): boolean {
  const options = { timeZone: hours.timeZone, dateStyle: "short", timeStyle: "short" } as const;
  const wall = walls.get(hours.timeZone) ?? new Intl.DateTimeFormat("sv-SE", options);
  walls.set(hours.timeZone, wall);
  const [date = "", time = ""] = wall.format(now).split(" ");
  const number = at(date) / DAY;
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  const today = hours.holidays.get(number) ?? hours.week[(new Date(at(date)).getUTCDay() + 6) % 7] ?? [];
  return today.some(
    ([opens, closes]) => (hour * 60 + minute) * MINUTE >= opens && (hour * 60 + minute) * MINUTE < closes,
  );
}
