import { type SkillGroup, type SkillSetId, type SkillSetTryOut, type TeamId, toSkillRule } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildWorld, type World } from "../../conversations/conversations.test-kit.ts";
import { asks, groupOf, routingIn } from "../routing.test-kit.ts";
import { previewRule } from "./preview-rule.ts";
import { trySkillSet } from "./try-skill-set.ts";

let world: World;
const at = routingIn(() => world);
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world?.close());
beforeEach(async () => {
  await at.begin();
  // What earlier tests wrote is long past.
  await sql`update messages set created_at = now() - interval '100 days'`.execute(world.database.system);
});

let people = 0;
const somebody = () => `contact-${++people}`;
type Given = { id?: SkillSetId; teams?: TeamId[]; days?: number };

async function tryOut(groups: SkillGroup[], { id, teams = [], days = 30 }: Given = {}): Promise<SkillSetTryOut> {
  const draft = { id: id ?? null, rule: toSkillRule(groups), teamIds: teams, channelIds: [], days, timeZone: "UTC" };
  for await (const line of trySkillSet(at.admin(), draft))
    if (line.type === "done") return line.result as SkillSetTryOut;
  throw new Error("It told no end.");
}
const movesOf = ({ conversations }: SkillSetTryOut) =>
  conversations.items.map(({ id, before, after, matches }) => ({ id, before, after, matches }));

describe("a skill set tried on the past", () => {
  it("R40 R41 R60 says where conversations would go, with the draft and without it, and moves none", async () => {
    const [refunds, rest] = [await at.team("Refund desk"), await at.team("Front desk")];
    await at.fallback(rest.id);
    await at.hear();
    const topic = await at.topic();
    const one = await at.receive(somebody());
    const two = await at.receive(somebody());
    await sql`update conversations set topic_ids = array[${topic}::uuid] where id = ${one.id}`.execute(
      world.database.system,
    );
    const before = await at.rowOf(one.id);
    const told = await tryOut([groupOf(asks("topics", "any_of", topic))], { teams: [refunds.id] });
    expect([told.looked, told.matched, told.moved]).toEqual([2, 1, 1]);
    expect(told.teams).toEqual(
      expect.arrayContaining([
        { teamId: refunds.id, before: 0, after: 1 },
        { teamId: rest.id, before: 2, after: 1 },
      ]),
    );
    expect(told.fallback).toEqual({ before: 2, after: 1 });
    expect(movesOf(told)).toEqual([{ id: one.id, before: rest.id, after: refunds.id, matches: true }]);
    expect(await at.rowOf(one.id)).toEqual(before);
    expect((await at.rowOf(two.id)).team_id).toBe(rest.id);
  });

  it("R40 the draft stands in the place of what is saved: what only the old rule fitted is told to leave", async () => {
    const [refunds, rest] = [await at.team("Refund desk"), await at.team("Front desk")];
    await at.fallback(rest.id);
    const id = await at.skillSet("Words", [groupOf(asks("keywords", "any_of", "refund"))], refunds.id);
    await at.hear();
    const old = await at.receive(somebody(), { text: "My refund, please" });
    const fresh = await at.receive(somebody(), { text: "My money back, please" });
    const told = await tryOut([groupOf(asks("keywords", "any_of", "money back"))], { id, teams: [refunds.id] });
    expect([told.matched, told.moved]).toEqual([1, 2]);
    expect(movesOf(told)).toEqual([
      { id: fresh.id, before: rest.id, after: refunds.id, matches: true },
      { id: old.id, before: refunds.id, after: rest.id, matches: false },
    ]);
  });

  it("R54 a conversation is looked at once, with the contact's latest message", async () => {
    const from = somebody();
    await at.receive(from, { text: "refund" }, { text: "never mind" });
    const told = await tryOut([groupOf(asks("keywords", "any_of", "refund"))]);
    expect([told.looked, told.matched]).toEqual([1, 0]);
    expect(told.groups).toEqual([{ held: 0, conditions: [{ held: 0, never: ["refund"] }] }]);
  });

  it("R54 I3 a message that came late was said before: it has no say, in the intake, in a preview and in a try-out", async () => {
    const desk = await at.team("Refund desk");
    const words = [groupOf(asks("keywords", "any_of", "refund"))];
    await at.skillSet("Words", words, desk.id);
    await at.hear();
    const from = somebody();
    const now = Date.now();
    await at.receive(from, { text: "never mind", occurredAt: now });
    const row = await at.receive(from, { text: "refund", occurredAt: now - 60_000 });
    expect((await at.rowOf(row.id)).team_id).toBeNull();
    expect(await previewRule(at.admin(), toSkillRule(words))).toEqual({ fitting: { count: 0, more: false } });
    expect((await tryOut(words)).matched).toBe(0);
    await at.receive(from, { text: "a refund after all", occurredAt: now + 1 });
    expect((await at.rowOf(row.id)).team_id).toBe(desk.id);
    expect(await previewRule(at.admin(), toSkillRule(words))).toMatchObject({ fitting: { count: 1 } });
    const told = await tryOut(words);
    expect([told.looked, told.matched]).toEqual([1, 1]);
  });

  it("R43 R46 R47 rules, groups and values that were never true are told", async () => {
    const [known, unknown] = [await at.topic(), await at.topic()];
    const row = await at.receive(somebody(), { visibility: "public" });
    const other = await at.receive(somebody());
    const group = await at.contactGroup(other.contact_id);
    await sql`update conversations set topic_ids = array[${known}::uuid] where id = ${row.id}`.execute(
      world.database.system,
    );
    const told = await tryOut([
      groupOf(asks("topics", "any_of", known, unknown), asks("visibility", "equals", "private")),
      groupOf(asks("groups", "any_of", group)),
    ]);
    expect(told.groups).toEqual([
      {
        held: 0,
        conditions: [
          { held: 1, never: [unknown] },
          { held: 1, never: [] },
        ],
      },
      { held: 1, conditions: [{ held: 1, never: [] }] },
    ]);
  });

  it("R58 several teams that fit share evenly, and those whose candidates stay the same do not move", async () => {
    const teams = [await at.team("One"), await at.team("Two")];
    for (let n = 0; n < 6; n += 1) await at.receive(somebody());
    const every = groupOf(asks("visibility", "equals", "private"));
    const told = await tryOut([every], { teams: teams.map(({ id }) => id) });
    expect(told.teams.map(({ after }) => after).filter((count) => count > 0)).toEqual([3, 3]);
    expect(told.teams.find(({ teamId }) => teamId === null)).toEqual({ teamId: null, before: 6, after: 0 });
    const id = await at.skillSet("All", [every], ...teams.map((team) => team.id));
    const again = await tryOut([every], { id, teams: teams.map((team) => team.id) });
    expect([again.matched, again.moved]).toEqual([6, 0]);
  });

  it("R50 R62 without a team it changes nothing, and a team without the channel takes nothing", async () => {
    const elsewhere = await at.team("Elsewhere", { channels: [] });
    await at.receive(somebody());
    const every = groupOf(asks("visibility", "equals", "private"));
    expect(await tryOut([every])).toMatchObject({
      matched: 1,
      moved: 0,
      teams: [{ teamId: null, before: 1, after: 1 }],
    });
    expect(await tryOut([every], { teams: [elsewhere.id] })).toMatchObject({ matched: 1, moved: 0 });
  });

  it("R40 a rule that is not whole is refused, and so is a team that is gone", async () => {
    await expect(tryOut([groupOf(asks("topics", "any_of"))])).rejects.toMatchObject({ code: "invalid_input" });
    const gone = "00000000-0000-7000-8000-0000000000aa" as TeamId;
    const every = groupOf(asks("visibility", "equals", "private"));
    await expect(tryOut([every], { teams: [gone] })).rejects.toMatchObject({
      code: expect.stringMatching(/not_found|invalid/),
    });
  });
});
