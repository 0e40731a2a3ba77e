import { type SlaPolicyView, slaPolicyList } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestPerson } from "../testing/test-app.ts";

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ ROLE: "web,dispatcher" });
});
afterAll(async () => await test?.stop());

let channelId: string;
beforeEach(async () => {
  await sql`delete from sla_policies`.execute(test.app.parts.database.system);
  channelId = await test.apiChannel(test.organizationId);
});

const body = (over: object = {}) => ({
  ...{ name: "Quick", firstResponseMinutes: 30, conversationResponseMinutes: null, channelIds: [channelId] },
  ...over,
});
const send = async (method: string, path: string, given?: unknown, as: TestPerson = test.admin) =>
  await test.call(method, `/api/v1/sla-policies${path}`, { as, ...(given === undefined ? {} : { body: given }) });
const add = async (over: object = {}): Promise<SlaPolicyView> => {
  const { status, body: added } = await send("POST", "", body(over));
  expect(status, JSON.stringify(added)).toBe(201);
  return added as SlaPolicyView;
};
const codeOf = ({ body: answer }: { body: unknown }) => (answer as { error: { code: string } }).error.code;
const list = async () => slaPolicyList.parse((await send("GET", "")).body).items;

describe("R82 R85 SLA policies", () => {
  it("an Admin adds, changes, deletes and restores one; the warning comes at 80 % unless told otherwise", async () => {
    const added = await add();
    expect(added).toMatchObject({
      ...{ version: 1, warningPercent: 80, onWarning: { message: null, unassign: false } },
      ...{ firstResponseMinutes: 30, conversationResponseMinutes: null, channelIds: [channelId] },
    });
    const onBreach = { message: "Sorry for the wait.", unassign: true };
    const changed = await send("PATCH", `/${added.id}`, { version: 1, onBreach, conversationResponseMinutes: 90 });
    expect(changed.body).toMatchObject({ version: 2, onBreach, conversationResponseMinutes: 90 });
    expect((await send("PATCH", `/${added.id}`, { version: 2, onBreach })).body).toMatchObject({ version: 2 });
    expect((await send("GET", `/${added.id}/uses`)).body).toEqual({
      channels: [{ id: channelId, name: "Shop" }],
      open: 0,
    });
    expect((await send("DELETE", `/${added.id}`)).status).toBe(204);
    expect(await list()).toEqual([]);
    expect((await send("GET", `/${added.id}/uses`)).status).toBe(404);
    expect((await send("PUT", `/${added.id}/restoration`, {})).body).toMatchObject({ channelIds: [channelId] });
    const lines = await sql<{ action: string; after: unknown }>`
      select action, after from settings_changes where organization_id = ${test.organizationId} and action like 'sla_policy.%' order by number desc limit 4`.execute(
      test.app.parts.database.system,
    );
    expect(lines.rows.map(({ action }) => action).toReversed()).toEqual([
      ...["sla_policy.created", "sla_policy.edited", "sla_policy.deleted", "sla_policy.restored"],
    ]);
    expect(lines.rows[2]?.after).toEqual({ onBreach, conversationResponseMinutes: 90 });
  });

  it.each([
    ["no name", { name: "" }, "name"],
    ["no target", { firstResponseMinutes: null }, "firstResponseMinutes"],
    ["a target of nothing", { firstResponseMinutes: 0 }, "firstResponseMinutes"],
    ["half a minute", { conversationResponseMinutes: 0.5 }, "conversationResponseMinutes"],
    ["a target of years", { firstResponseMinutes: 10_000_000 }, "firstResponseMinutes"],
    ["a warning behind the target", { warningPercent: 100 }, "warningPercent"],
    ["an empty message", { onBreach: { message: " ", unassign: false } }, "onBreach.message"],
    ["a message that is too long", { onWarning: { message: "x".repeat(501), unassign: false } }, "onWarning.message"],
    ["no channel", { channelIds: ["here"] }, "channelIds.0"],
  ])("is refused with its field: %s", async (_case, over, path) => {
    const { status, body: answer } = await send("POST", "", body(over));
    expect(status).toBe(400);
    const fields = (answer as { error: { fields: { path: string }[] } }).error.fields;
    expect(fields.map((field) => field.path)).toContain(path);
  });

  it("the last target cannot be taken away", async () => {
    const { id } = await add();
    const refused = await send("PATCH", `/${id}`, { version: 1, firstResponseMinutes: null });
    expect(refused.body).toMatchObject({ error: { fields: [{ path: "firstResponseMinutes" }] } });
    const swap = { version: 1, firstResponseMinutes: null, conversationResponseMinutes: 60 };
    expect((await send("PATCH", `/${id}`, swap)).status).toBe(200);
  });

  it("names are unique, whatever their case; one policy a channel, taken over only when that is asked for", async () => {
    const first = await add();
    expect(codeOf(await send("POST", "", body({ name: "QUICK", channelIds: [] })))).toBe("already_exists");
    const taken = await send("POST", "", body({ name: "Slow" }));
    expect(taken.body).toMatchObject({ error: { code: "channel_taken", details: { channelId, holder: "Quick" } } });
    await add({ name: "Slow", takeOver: [channelId] });
    expect((await list()).map(({ name, channelIds }) => [name, channelIds.length])).toEqual([
      ["Quick", 0],
      ["Slow", 1],
    ]);
    expect(first.channelIds).toEqual([channelId]);
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
    for (const [method, path, given] of [
      ["PATCH", `/${id}`, { version: 1, name: "Mine" }],
      ["DELETE", `/${id}`, undefined],
      ["GET", `/${id}/uses`, undefined],
      ["PUT", `/${id}/restoration`, {}],
    ] as const)
      expect((await send(method, path, given, stranger)).status).toBe(404);
    expect((await send("POST", "", body({ name: "X", channelIds: [theirs] }))).status).toBe(404);
    const agent = await test.person(test.organizationId, "agent", { [channelId]: "supervisor" });
    expect((await send("GET", "", undefined, agent)).status).toBe(403);
    expect((await send("POST", "", body({ name: "Y" }), agent)).status).toBe(403);
  });
});
