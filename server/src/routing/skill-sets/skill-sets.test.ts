import { type SkillGroup, type SkillSetView, skillSetView, toSkillRule } from "@guichet/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { startTestApp, type TestApp, type TestPerson } from "../../testing/test-app.ts";
import { asks, groupOf } from "../routing.test-kit.ts";

let test: TestApp;
let agent: TestPerson;
beforeAll(async () => {
  test = await startTestApp();
  agent = await test.person(test.organizationId, "agent");
});
afterAll(async () => await test?.stop());

const admin = async (method: string, path: string, body?: unknown, as = test.admin) =>
  await test.call(method, `/api/v1${path}`, { as, ...(body === undefined ? {} : { body }) });
const idOf = (answer: { body: unknown }) => (answer.body as { id: string }).id;
let names = 0;
const topic = async () => idOf(await admin("POST", "/topics", { name: `Topic ${++names}` }));
const team = async () => idOf(await admin("POST", "/teams", { name: `Team ${++names}` }));
const group = async () => {
  const rule = { type: "all", nodes: [{ type: "condition", field: "vip", operator: "equals", values: ["yes"] }] };
  return idOf(await admin("POST", "/contact-groups", { name: `Group ${++names}`, rule }));
};
const create = async (name: string, ...groups: SkillGroup[]): Promise<SkillSetView> =>
  skillSetView.parse((await admin("POST", "/skill-sets", { name, rule: toSkillRule(groups) })).body);
const get = async (id: string) =>
  ((await admin("GET", "/skill-sets")).body as { items: SkillSetView[] }).items.find((one) => one.id === id);
const errorOf = (answer: { body: unknown }) =>
  (answer.body as { error: { code: string; fields?: { path: string; problem: string }[] } }).error;
const logged = async () =>
  ((await admin("GET", "/settings-changes")).body as { items: { action: string; subject: string }[] }).items.map(
    ({ action, subject }) => `${action} ${subject}`,
  );

describe("skill sets in Settings", () => {
  it("R40 R46 R47 R50 R51 one is made with its groups, enabled and without effect; teams are switched on and off one by one, each logged", async () => {
    const [refund, spam, platinum] = [await topic(), await topic(), await group()];
    const made = await create(
      "Gold refunds",
      groupOf(asks("topics", "any_of", refund), asks("visibility", "equals", "private")),
      groupOf(asks("groups", "any_of", platinum), asks("topics", "none_of", spam)),
    );
    expect(made).toMatchObject({ enabled: true, invalid: false, teamIds: [], version: 1 });
    const [first, second] = [await team(), await team()];
    await admin("PUT", `/skill-sets/${made.id}/teams/${first}`);
    await admin("PUT", `/skill-sets/${made.id}/teams/${second}`);
    // Twice is once.
    expect((await admin("PUT", `/skill-sets/${made.id}/teams/${second}`)).status).toBe(200);
    expect((await get(made.id))?.teamIds).toEqual([first, second].toSorted());
    await admin("DELETE", `/skill-sets/${made.id}/teams/${first}`);
    expect((await get(made.id))?.teamIds).toEqual([second]);
    const lines = await logged();
    expect(lines.filter((line) => line === "skill_set.teams Gold refunds")).toHaveLength(3);
    expect(lines).toContain("skill_set.created Gold refunds");
    // A deleted team takes itself out.
    await admin("DELETE", `/teams/${second}`);
    expect((await get(made.id))?.teamIds).toEqual([]);
  });

  it("R40 what is not whole is refused with its place: no groups, an empty group, nothing chosen, what is not there", async () => {
    const mine = await topic();
    const refused = async (...groups: SkillGroup[]) =>
      await admin("POST", "/skill-sets", { name: "Refused", rule: toSkillRule(groups) });
    expect(errorOf(await refused())).toMatchObject({ code: "invalid_input", fields: [{ path: "rule" }] });
    expect(errorOf(await refused(groupOf())).fields).toEqual([{ path: "rule.0.0", problem: "no_conditions" }]);
    expect(errorOf(await refused(groupOf(asks("topics", "any_of", mine), asks("groups", "all_of")))).fields).toEqual([
      { path: "rule.0.0.1", problem: "no_value" },
    ]);
    expect(errorOf(await refused(groupOf(asks("visibility", "none_of", "public")))).fields).toEqual([
      { path: "rule.0.0.0", problem: "wrong_operator" },
    ]);
    expect(errorOf(await refused(groupOf(asks("topics", "any_of", "no id")))).code).toBe("invalid_input");
    expect((await refused(groupOf(asks("topics", "any_of", uuidV7())))).status).toBe(404);
    await admin("DELETE", `/topics/${mine}`);
    expect((await refused(groupOf(asks("topics", "any_of", mine)))).status).toBe(404);
    const many = groupOf(...Array.from({ length: 51 }, () => asks("topics", "empty")));
    expect((await refused(many)).status).toBe(400);
    expect(
      (await admin("POST", "/skill-sets", { name: " ", rule: toSkillRule([groupOf(asks("topics", "empty"))]) })).status,
    ).toBe(400);
  });

  it("R40 names are unique whatever their case, also on renaming and restoring; a deleted one's is free", async () => {
    const first = await create("Returns", groupOf(asks("topics", "empty")));
    const again = { name: "RETURNS", rule: first.rule };
    expect(errorOf(await admin("POST", "/skill-sets", again)).code).toBe("already_exists");
    const other = await create("Others", groupOf(asks("topics", "empty")));
    expect(
      errorOf(await admin("PATCH", `/skill-sets/${other.id}`, { version: other.version, name: "returns" })).code,
    ).toBe("already_exists");
    expect((await admin("DELETE", `/skill-sets/${first.id}`)).status).toBe(204);
    expect((await admin("DELETE", `/skill-sets/${first.id}`)).status).toBe(204);
    expect(await get(first.id)).toBeUndefined();
    expect((await admin("PATCH", `/skill-sets/${first.id}`, { version: 1, enabled: false })).status).toBe(404);
    expect((await admin("POST", "/skill-sets", again)).status).toBe(201);
    expect(errorOf(await admin("POST", `/skill-sets/${first.id}/restoration`)).code).toBe("already_exists");
  });

  it("R40 restored it is as it was, with its teams", async () => {
    const made = await create("Comes back", groupOf(asks("topics", "empty")));
    const its = await team();
    await admin("PUT", `/skill-sets/${made.id}/teams/${its}`);
    await admin("DELETE", `/skill-sets/${made.id}`);
    expect((await admin("POST", `/skill-sets/${made.id}/restoration`)).body).toMatchObject({
      ...{ name: "Comes back", rule: made.rule, teamIds: [its] },
    });
  });

  it("R40 I12 of two Admins who save at once the second is refused, and nothing of theirs is kept", async () => {
    const made = await create("Contended", groupOf(asks("topics", "empty")));
    const save = async (name: string) =>
      await admin("PATCH", `/skill-sets/${made.id}`, { version: made.version, name });
    const answers = await Promise.all([save("Mine"), save("Yours")]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const lost = answers.find(({ status }) => status === 409);
    expect(errorOf(lost ?? { body: {} }).code).toBe("changed_meanwhile");
    expect((await get(made.id))?.version).toBe(made.version + 1);
    const off = await admin("PATCH", `/skill-sets/${made.id}`, { version: made.version + 1, enabled: false });
    expect(off.body).toMatchObject({ enabled: false });
  });

  it("R52 what a rule asked for and is deleted is left out; emptied, the set is invalid; both are named before", async () => {
    const [kept, gone, members] = [await topic(), await topic(), await group()];
    const some = await create("Some left", groupOf(asks("topics", "any_of", kept, gone)));
    const none = await create(
      "None left",
      groupOf(asks("topics", "all_of", gone)),
      groupOf(asks("groups", "any_of", members)),
    );
    const uses = async (part: string, id: string) =>
      ((await admin("GET", `/skill-set-uses?part=${part}&id=${id}`)).body as { items: { name: string }[] }).items.map(
        ({ name }) => name,
      );
    expect(await uses("topics", gone)).toEqual(["None left", "Some left"]);
    expect(await uses("groups", members)).toEqual(["None left"]);
    await admin("DELETE", `/topics/${gone}`);
    expect(await get(some.id)).toMatchObject({ invalid: false });
    expect((await get(some.id))?.rule.nodes[0]?.nodes[0]?.nodes[0]?.values).toEqual([kept]);
    expect(await get(none.id)).toMatchObject({ invalid: true });
    await admin("POST", `/topics/${gone}/restoration`);
    expect(await get(none.id)).toMatchObject({ invalid: false });
    await admin("DELETE", `/contact-groups/${members}`);
    expect(await get(none.id)).toMatchObject({ invalid: true });
  });

  it("R61 fallback teams are chosen one by one, each saved at once; the uses of a team name them with its skill sets", async () => {
    const [first, second] = [await team(), await team()];
    const led = await create("Leads to it", groupOf(asks("topics", "empty")));
    await admin("PUT", `/skill-sets/${led.id}/teams/${first}`);
    await admin("PUT", `/fallback-teams/${first}`);
    expect((await admin("PUT", `/fallback-teams/${second}`)).body).toEqual({ teamIds: [first, second].toSorted() });
    expect((await admin("GET", `/skill-set-uses?part=teams&id=${first}`)).body).toMatchObject({
      ...{ items: [{ name: "Leads to it", enabled: true }], fallback: true },
    });
    await admin("DELETE", `/fallback-teams/${first}`);
    expect((await admin("DELETE", `/fallback-teams/${first}`)).body).toEqual({ teamIds: [second] });
    expect((await admin("PUT", `/fallback-teams/${uuidV7()}`)).status).toBe(404);
    expect((await admin("PUT", `/skill-sets/${led.id}/teams/${uuidV7()}`)).status).toBe(404);
    expect((await logged()).slice(0, 3).map((line) => line.split(" ")[0])).toEqual([
      "fallback_team.removed",
      "fallback_team.added",
      "fallback_team.added",
    ]);
  });

  it("R40 R61 all of it is for Admins, and for those of this organization", async () => {
    const made = await create("Ours", groupOf(asks("topics", "empty")));
    const stranger = await test.person(await test.organization(), "admin");
    for (const [method, path, body] of [
      ["GET", "/skill-sets"],
      ["GET", "/routing"],
      ["GET", "/fallback-teams"],
      ["PATCH", `/skill-sets/${made.id}`, { version: 1, enabled: false }],
      ["DELETE", `/skill-sets/${made.id}`],
    ] as const) {
      expect((await admin(method, path, body, agent)).status).toBe(403);
      const answer = await admin(method, path, body, stranger);
      if (path.includes(made.id)) expect(answer.status).toBe(404);
      else expect(JSON.stringify(answer.body)).not.toContain(made.id);
    }
    expect(await get(made.id)).toMatchObject({ enabled: true });
  });

  it("R40 a rule is tried on what is in New before it is saved", async () => {
    const preview = async (...groups: SkillGroup[]) =>
      await admin("POST", "/skill-sets/preview", { rule: toSkillRule(groups) });
    expect((await preview(groupOf(asks("topics", "empty")))).body).toEqual({ fitting: { count: 0, more: false } });
    const words = groupOf(asks("keywords", "any_of", "refund"));
    expect((await preview(words)).body).toEqual({ fitting: { count: 0, more: false } });
    expect((await preview(groupOf(asks("keywords", "any_of", " , ")))).status).toBe(400);
    expect((await preview(groupOf())).status).toBe(400);
  });
});
