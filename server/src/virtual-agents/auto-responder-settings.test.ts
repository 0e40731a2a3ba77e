import type { AutoResponderView } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestPerson } from "../testing/test-app.ts";

let test: TestApp;
let channelId: string;
beforeAll(async () => {
  test = await startTestApp({ ROLE: "web,dispatcher" });
  channelId = await test.apiChannel(test.organizationId);
});
afterAll(async () => await test?.stop());
beforeEach(async () => {
  await sql`delete from virtual_agents`.execute(test.app.parts.database.system);
});

const SCRIPTS = [{ language: "en", inside: "Welcome!", outside: "" }];
const send = async (method: string, path: string, given?: unknown, as: TestPerson = test.admin) =>
  await test.call(method, `/api/v1/auto-responders${path}`, { as, ...(given === undefined ? {} : { body: given }) });
const add = async (name: string, over: object = {}): Promise<AutoResponderView> => {
  const { status, body } = await send("POST", "", { name, activation: "inception", scripts: SCRIPTS, ...over });
  expect(status, JSON.stringify(body)).toBe(201);
  return body as AutoResponderView;
};
const give = async (id: string, access = true, as = test.admin) =>
  await send("PUT", `/${id}/channels/${channelId}`, { access }, as);
const codeOf = ({ body }: { body: unknown }) => (body as { error: { code: string } }).error.code;
const list = async () => ((await send("GET", "")).body as { items: AutoResponderView[] }).items;

describe("R81 R157 auto responders in Settings", () => {
  it("an Admin adds, gives channels, changes, deletes and restores one, each a line in the log of settings", async () => {
    const one = await add("Welcome", { handOff: "previous" });
    // What begins on a channel comes from nobody to whom it could go back.
    expect(one).toMatchObject({ enabled: true, handOff: "new", channelIds: [], version: 1 });
    expect((await give(one.id)).body).toMatchObject({ channelIds: [channelId] });
    expect((await give(one.id)).body).toMatchObject({ version: 2 });
    const changed = await send("PATCH", `/${one.id}`, { version: 2, activation: "delegation", handOff: "previous" });
    expect(changed.body).toMatchObject({ activation: "delegation", handOff: "previous", version: 3 });
    expect((await send("PATCH", `/${one.id}`, { version: 3, name: "Welcome" })).body).toMatchObject({ version: 3 });
    expect((await send("DELETE", `/${one.id}`)).status).toBe(204);
    expect(await list()).toEqual([]);
    expect((await send("PATCH", `/${one.id}`, { version: 4, name: "Late" })).status).toBe(404);
    expect((await send("PUT", `/${one.id}/restoration`, {})).body).toMatchObject({ channelIds: [channelId] });
    const lines = await sql<{ action: string }>`
      select action from settings_changes where action like 'auto_responder.%' order by number`.execute(
      test.app.parts.database.system,
    );
    expect(lines.rows.map(({ action }) => action.split(".")[1])).toEqual([
      ...["created", "channels", "edited", "deleted", "restored"],
    ]);
  });

  it.each([
    ["no name", { name: " " }, "name"],
    ["no script", { scripts: [] }, "scripts"],
    ["nothing said", { scripts: [{ language: "en", inside: " ", outside: "" }] }, "scripts"],
    ["a language twice", { scripts: [...SCRIPTS, ...SCRIPTS] }, "scripts"],
    ["no language", { scripts: [{ ...SCRIPTS[0], language: "English" }] }, "scripts.0.language"],
    ["too long", { scripts: [{ ...SCRIPTS[0], inside: "x".repeat(1001) }] }, "scripts.0.inside"],
    ["no such activation", { activation: "always" }, "activation"],
  ])("is refused with its field: %s", async (_case, over, path) => {
    const { status, body } = await send("POST", "", { name: "X", activation: "inception", scripts: SCRIPTS, ...over });
    expect(status).toBe(400);
    expect((body as { error: { fields: { path: string }[] } }).error.fields.map((field) => field.path)).toContain(path);
  });

  it("R157 a second one for inception on a channel is refused, and the refusal names the first", async () => {
    const first = await add("First");
    const second = await add("Second");
    await give(first.id);
    const refused = await give(second.id);
    expect([refused.status, codeOf(refused)]).toEqual([409, "second_inception"]);
    expect(refused.body).toMatchObject({ error: { details: { channel: "Shop", holder: "First VA" } } });
    // Switched off, the first takes nothing; switched on again, it is the second.
    await send("PATCH", `/${first.id}`, { version: 2, enabled: false });
    expect((await give(second.id)).status).toBe(200);
    expect(codeOf(await send("PATCH", `/${first.id}`, { version: 3, enabled: true }))).toBe("second_inception");
    const delegate = await add("Third", { activation: "delegation" });
    expect((await give(delegate.id)).status).toBe(200);
    expect(codeOf(await send("PATCH", `/${delegate.id}`, { version: 2, activation: "inception" }))).toBe(
      "second_inception",
    );
    await send("DELETE", `/${second.id}`);
    expect((await send("PATCH", `/${first.id}`, { version: 3, enabled: true })).status).toBe(200);
    expect(codeOf(await send("PUT", `/${second.id}/restoration`, {}))).toBe("second_inception");
  });

  it("R157 I12 of two Admins who give the channel to two at once, one is told", async () => {
    const [one, two] = [await add("One"), await add("Two")];
    const answers = await Promise.all([give(one.id), give(two.id)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const both = await Promise.all(["A", "B"].map((name) => send("PATCH", `/${one.id}`, { version: 2, name })));
    expect(both.filter(({ status }) => status === 200).length).toBeLessThan(2);
  });

  it("names are unique, whatever their case; a deleted one's is free", async () => {
    const one = await add("Welcome");
    const again = await send("POST", "", { name: "WELCOME", activation: "delegation", scripts: SCRIPTS });
    expect(codeOf(again)).toBe("already_exists");
    await send("DELETE", `/${one.id}`);
    await add("welcome");
    expect(codeOf(await send("PUT", `/${one.id}/restoration`, {}))).toBe("already_exists");
  });

  it("those who work on a channel, or by its business hours, are told before either is deleted", async () => {
    const { id } = await add("Welcome");
    await give(id);
    const week = { monday: [{ from: "09:00", until: "17:00" }], tuesday: [], wednesday: [], thursday: [], friday: [] };
    const hours = await test.call("POST", "/api/v1/business-hours", {
      as: test.admin,
      body: { name: "Office", timeZone: "UTC", week: { ...week, saturday: [], sunday: [] }, channelIds: [channelId] },
    });
    const uses = async (query: string) =>
      (await test.call("GET", `/api/v1/auto-responder-uses?${query}`, { as: test.admin })).body;
    expect(await uses(`channelId=${channelId}`)).toEqual({ items: [{ id, name: "Welcome" }] });
    expect(await uses(`businessHoursId=${(hours.body as { id: string }).id}`)).toEqual({
      items: [{ id, name: "Welcome" }],
    });
    expect(await uses("")).toEqual({ items: [] });
  });

  it("I22 what belongs to another organization is not found, and agents may not", async () => {
    const { id } = await add("Welcome");
    const elsewhere = await test.organization();
    const stranger = await test.person(elsewhere, "admin");
    expect((await send("PATCH", `/${id}`, { version: 1, name: "Mine" }, stranger)).status).toBe(404);
    expect((await give(id, true, stranger)).status).toBe(404);
    expect((await send("DELETE", `/${id}`, undefined, stranger)).status).toBe(404);
    const theirs = await test.apiChannel(elsewhere);
    expect((await send("PUT", `/${id}/channels/${theirs}`, { access: true })).status).toBe(404);
    const agent = await test.person(test.organizationId, "agent", { [channelId]: "supervisor" });
    expect((await send("GET", "", undefined, agent)).status).toBe(403);
    expect((await give(id, true, agent)).status).toBe(403);
  });
});
