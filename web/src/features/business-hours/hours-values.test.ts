import { expect, test } from "vitest";
import { firstValues, nextInterval, problemOf, problemsIn, toBody, toValues } from "./hours-values.ts";

const first = { ...firstValues("UTC"), name: "Office" };
const night = { from: "22:00", until: "00:00" };

test("W168 midnight is shown as 00:00 and kept as 24:00", () => {
  const values = {
    ...first,
    week: { ...first.week, friday: [night] },
    holidays: [{ date: "2026-12-24", name: "", hours: [night] }],
  };
  const body = toBody(values);
  expect(body.week.friday).toEqual([{ from: "22:00", until: "24:00" }]);
  expect(body.holidays[0]?.hours).toEqual([{ from: "22:00", until: "24:00" }]);
  const kept = { ...body, id: "x", version: 1, createdAt: "" } as unknown as Parameters<typeof toValues>[0];
  expect(toValues(kept)).toEqual(values);
});

test.each([
  [[{ from: "", until: "10:00" }], "incomplete"],
  [[{ from: "22:00", until: "06:00" }], "ends_before_it_begins"],
  [
    [
      { from: "09:00", until: "12:00" },
      { from: "11:00", until: "13:00" },
    ],
    "overlaps",
  ],
  [[night], undefined],
])("W168 what is wrong with a day: %j", (given, problem) => {
  expect(problemOf(given)?.problem).toBe(problem);
});

test.each([
  ["nothing", first, []],
  ["no name", { ...first, name: " " }, ["name"]],
  [
    "never open",
    { ...first, week: Object.fromEntries(Object.keys(first.week).map((day) => [day, []])) as never },
    ["never_open"],
  ],
  [
    "a holiday twice",
    { ...first, holidays: [1, 2].map(() => ({ date: "2026-12-25", name: "", hours: [] })) },
    ["holidays"],
  ],
  ["a holiday without a date", { ...first, holidays: [{ date: "", name: "", hours: [] }] }, ["holidays"]],
])("W168 what keeps it from being saved: %s", (_case, values, problems) => {
  expect([...problemsIn(values)]).toEqual(problems);
});

test("another interval comes behind what there is", () => {
  expect(nextInterval([])).toEqual({ from: "09:00", until: "17:00" });
  expect(nextInterval([{ from: "09:00", until: "12:00" }])).toEqual({ from: "13:00", until: "14:00" });
  expect(nextInterval([night])).toEqual({ from: "", until: "" });
});
