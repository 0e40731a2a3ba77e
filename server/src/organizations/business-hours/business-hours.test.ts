import { type BusinessHoursView, businessHoursList } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestPerson } from "../../testing/test-app.ts";
import { createBusinessHours } from "./hours-of-channels.ts";

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ ROLE: "web,dispatcher" });
});
afterAll(async () => await test?.stop());

let channelId: string;
beforeEach(async () => {
  await sql`delete from business_hours`.execute(test.app.parts.database.system);
  channelId = await test.apiChannel(test.organizationId);
});

const NEVER = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [] };
const DAY = [{ from: "09:00", until: "17:00" }];
const WEEK = {
  ...{ monday: DAY, tuesday: DAY, wednesday: DAY, thursday: DAY, friday: DAY },
  ...{ saturday: [] as { from: string; until: string }[], sunday: [] as { from: string; until: string }[] },
};
const body = (over: object = {}) => ({
  ...{ name: "Office", timeZone: "Europe/Brussels", week: WEEK, channelIds: [channelId] },
  ...over,
});
const send = async (method: string, path: string, given?: unknown, as: TestPerson = test.admin) =>
  await test.call(method, `/api/v1/business-hours${path}`, { as, ...(given === undefined ? {} : { body: given }) });
const add = async (over: object = {}): Promise<BusinessHoursView> => {
  const { status, body: added } = await send("POST", "", body(over));
  expect(status, JSON.stringify(added)).toBe(201);
  return added as BusinessHoursView;
};
const codeOf = ({ body: answer }: { body: unknown }) => (answer as { error: { code: string } }).error.code;
const list = async () => businessHoursList.parse((await send("GET", "")).body).items;
const lines = async () =>
  (
    await sql<{ action: string; before: unknown; after: unknown }>`
      select action, before, after from settings_changes where organization_id = ${test.organizationId} and action like 'business_hours.%' order by number`.execute(
      test.app.parts.database.system,
    )
  ).rows;

describe("W168 R80 business hours", () => {
  it("an Admin adds, changes, deletes and restores a set, each a line in the log of settings", async () => {
    const before = (await lines()).length;
    const added = await add({
      week: {
        ...WEEK,
        saturday: [
          { from: "14:00", until: "18:00" },
          { from: "09:00", until: "12:00" },
        ],
      },
      holidays: [
        { date: "2026-12-26", hours: [{ from: "10:00", until: "12:00" }] },
        { date: "2026-12-25", name: "Christmas" },
      ],
    });
    expect(added).toMatchObject({ version: 1, channelIds: [channelId] });
    expect(added.week.saturday.map(({ from }) => from)).toEqual(["09:00", "14:00"]);
    expect(added.holidays.map(({ date, name, hours }) => [date, name, hours.length])).toEqual([
      ["2026-12-25", "Christmas", 0],
      ["2026-12-26", "", 1],
    ]);
    const changed = await send("PATCH", `/${added.id}`, { version: 1, timeZone: "Europe/Paris" });
    expect(changed.body).toMatchObject({ version: 2, timeZone: "Europe/Paris", name: "Office" });
    // What changes nothing is no change.
    expect((await send("PATCH", `/${added.id}`, { version: 2, week: added.week })).body).toMatchObject({ version: 2 });
    expect((await send("DELETE", `/${added.id}`)).status).toBe(204);
    expect(await list()).toEqual([]);
    expect((await send("PATCH", `/${added.id}`, { version: 3, name: "Late" })).status).toBe(404);
    expect((await send("PUT", `/${added.id}/restoration`, {})).body).toMatchObject({ channelIds: [channelId] });
    const written = (await lines()).slice(before);
    expect(written.map(({ action }) => action.split(".")[1])).toEqual(["created", "edited", "deleted", "restored"]);
    expect(written[1]).toMatchObject({ before: { timeZone: "Europe/Brussels" }, after: { timeZone: "Europe/Paris" } });
    expect(Object.keys(written[1]?.after as object)).toEqual(["timeZone"]);
  });

  it.each([
    ["no name", { name: " " }, "name"],
    ["no such time zone", { timeZone: "Mars/Olympus" }, "timeZone"],
    ["never open", { week: { ...WEEK, ...NEVER } }, "week"],
    [
      "an interval that ends before it begins",
      { week: { ...WEEK, monday: [{ from: "22:00", until: "06:00" }] } },
      "week.monday.0",
    ],
    [
      "intervals that overlap",
      { week: { ...WEEK, monday: [...DAY, { from: "16:00", until: "18:00" }] } },
      "week.monday.1",
    ],
    ["no time of day", { week: { ...WEEK, monday: [{ from: "9:00", until: "25:00" }] } }, "week.monday.0.from"],
    ["24:00 as a beginning", { week: { ...WEEK, monday: [{ from: "24:00", until: "24:00" }] } }, "week.monday.0.from"],
    ["a holiday twice", { holidays: [{ date: "2026-12-25" }, { date: "2026-12-25" }] }, "holidays"],
    ["no such date", { holidays: [{ date: "2026-02-30" }] }, "holidays.0.date"],
    ["something unknown", { colour: "red" }, ""],
  ])("is refused with its field: %s", async (_case, over, path) => {
    const { status, body: answer } = await send("POST", "", body(over));
    expect(status).toBe(400);
    const fields = (answer as { error: { fields: { path: string }[] } }).error.fields;
    expect(fields.map((field) => field.path)).toContain(path);
  });

  it("over midnight one interval ends at 24:00 and the next begins at 00:00", async () => {
    const week = {
      ...WEEK,
      friday: [{ from: "22:00", until: "24:00" }],
      saturday: [{ from: "00:00", until: "06:00" }],
    };
    expect((await add({ week })).week.saturday).toEqual([{ from: "00:00", until: "06:00" }]);
  });

  it("names are unique, whatever their case; a deleted one is free", async () => {
    const first = await add();
    expect(codeOf(await send("POST", "", body({ name: "OFFICE", channelIds: [] })))).toBe("already_exists");
    const second = await add({ name: "Shop", channelIds: [] });
    expect(codeOf(await send("PATCH", `/${second.id}`, { version: 1, name: "office" }))).toBe("already_exists");
    await send("DELETE", `/${first.id}`);
    await add({ channelIds: [] });
    expect(codeOf(await send("PUT", `/${first.id}/restoration`, {}))).toBe("already_exists");
  });

  it("a channel has one set: taking it from another is refused until it is asked for", async () => {
    const first = await add();
    const taken = await send("POST", "", body({ name: "Shop" }));
    expect([taken.status, codeOf(taken)]).toEqual([409, "channel_taken"]);
    expect(taken.body).toMatchObject({ error: { details: { channelId, holder: "Office" } } });
    const second = await add({ name: "Shop", takeOver: [channelId] });
    expect((await list()).map(({ name, channelIds }) => [name, channelIds])).toEqual([
      ["Office", []],
      ["Shop", [channelId]],
    ]);
    // A deleted one holds nothing, and gets back what is still nobody's.
    await send("DELETE", `/${second.id}`);
    const other = await send("PATCH", `/${first.id}`, { version: 1, channelIds: [channelId] });
    expect(other.status).toBe(200);
    await send("PUT", `/${second.id}/restoration`, {});
    expect((await list()).map(({ channelIds }) => channelIds)).toEqual([[channelId], []]);
  });

  it("I12 of two Admins who save at once the second is refused", async () => {
    const { id } = await add();
    const answers = await Promise.all(["One", "Two"].map((name) => send("PATCH", `/${id}`, { version: 1, name })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body).toMatchObject({ error: { code: "changed_meanwhile", details: { version: 2 } } });
  });

  it("I22 what belongs to another organization is not found, and agents may not", async () => {
    const { id } = await add();
    const other = await test.organization();
    const stranger = await test.person(other, "admin");
    const theirs = await test.apiChannel(other);
    expect((await send("PATCH", `/${id}`, { version: 1, name: "Mine" }, stranger)).status).toBe(404);
    expect((await send("DELETE", `/${id}`, undefined, stranger)).status).toBe(404);
    expect((await send("PUT", `/${id}/restoration`, {}, stranger)).status).toBe(404);
    expect((await send("POST", "", body({ name: "X", channelIds: [theirs] }))).status).toBe(404);
    expect((await send("PATCH", `/${id}`, { version: 1, channelIds: [theirs] })).status).toBe(404);
    const agent = await test.person(test.organizationId, "agent", { [channelId]: "supervisor" });
    for (const [method, path] of [
      ["GET", ""],
      ["POST", ""],
      ["DELETE", `/${id}`],
    ] as const)
      expect((await send(method, path, method === "POST" ? body({ name: "Y" }) : undefined, agent)).status).toBe(403);
  });

  it("are remembered by channel until they change", async () => {
    const { database, businessHours } = test.app.parts;
    const ofChannel = async () => await businessHours.ofChannel(test.organizationId, channelId as never);
    expect(await ofChannel()).toBeNull();
    const { id } = await add();
    await expect.poll(async () => (await ofChannel())?.timeZone).toBe("Europe/Brussels");
    await send("PATCH", `/${id}`, { version: 1, timeZone: "Asia/Tokyo" });
    await expect.poll(async () => (await ofChannel())?.timeZone).toBe("Asia/Tokyo");
    await send("DELETE", `/${id}`);
    await expect.poll(ofChannel).toBeNull();
    // Kept: nothing is asked of the database in between.
    const counted = { asked: 0 };
    const cache = createBusinessHours({
      database: {
        of: (organization) => {
          counted.asked += 1;
          return database.of(organization);
        },
      },
    });
    for (const _ of [1, 2, 3]) await cache.ofChannel(test.organizationId, channelId as never);
    cache.forget(test.organizationId);
    await cache.ofChannel(test.organizationId, channelId as never);
    expect(counted.asked).toBe(2);
  });
});
