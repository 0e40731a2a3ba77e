import type { ChannelId, SkillRule, SkillSetId, TeamId, TopicId, UserId } from "@guichet/contract";
import { prepareSkillRule, toSkillRule } from "@guichet/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseTeam, type Load, type LoadOf, type RoutingSettings, type TeamQuestion } from "./choose-team.ts";
import type { Names } from "./names.sql.ts";

const SEED = 20261129;
const [one, two, three] = ["team-1", "team-2", "team-3"] as TeamId[] as [TeamId, TeamId, TeamId];
const [shop, press] = ["shop", "press"] as ChannelId[] as [ChannelId, ChannelId];
const somebody = new Set(["somebody" as UserId]);

const topicRule = (id: string): SkillRule =>
  toSkillRule([{ join: "or", rules: [{ type: "condition", field: "topics", operator: "any_of", values: [id] }] }]);
const names: Names = { topics: new Map(), groups: new Map(), channels: new Map() };
const set = (name: string, topic: string, ...teamIds: TeamId[]) => ({
  ...{ id: `set-${name}` as SkillSetId, name, holds: prepareSkillRule(topicRule(topic)), teamIds },
  reasons: () => [],
});
const settingsOf = (
  over: Partial<RoutingSettings> & { teamsOf?: [TeamId, ChannelId[], boolean?][] },
): RoutingSettings => ({
  teams: new Map(
    (
      over.teamsOf ?? [
        [one, [shop]],
        [two, [shop]],
        [three, [shop]],
      ]
    ).map(([id, channels, peopled = true]) => [
      id,
      { id, name: `Name of ${id}`, channelIds: new Set(channels), memberIds: peopled ? somebody : new Set() },
    ]),
  ),
  skillSets: [],
  fallbackTeamIds: [],
  asks: { topics: true, groups: false, keywords: false },
  names,
  ...over,
});
const question = (over: Partial<TeamQuestion> & { topics?: string[] } = {}): TeamQuestion => ({
  ...{ trigger: "message", channelId: shop, visibility: "private", topicIds: (over.topics ?? []) as TopicId[] },
  ...{ groupIds: [], text: "", teamId: null, teamByHand: false, automations: [] },
  ...over,
});
const idle: LoadOf = () => ({ waiting: 0, available: 0, receivedAt: 0 });
const loads =
  (of: Partial<Record<string, Partial<Load>>>): LoadOf =>
  (id) => ({ ...idle(id), ...of[id] });

describe("the choice of a team", () => {
  it("R59 where a person placed it, it stays, while that team takes its channel", () => {
    const settings = settingsOf({ skillSets: [set("A", "a", one)], fallbackTeamIds: [one] });
    const placed = question({ topics: ["a"], teamId: two, teamByHand: true });
    expect(chooseTeam(placed, settings, idle)).toMatchObject({ rule: "by_hand", teamId: two, skillSets: [] });
    const lost = settingsOf({
      teamsOf: [
        [one, [shop]],
        [two, [press]],
      ],
      fallbackTeamIds: [one],
    });
    expect(chooseTeam(placed, lost, idle)).toMatchObject({ rule: "only", teamId: one });
    const empty = settingsOf({
      teamsOf: [
        [one, [shop]],
        [two, [shop], false],
      ],
      skillSets: settings.skillSets,
    });
    expect(chooseTeam(placed, empty, idle)).toMatchObject({ rule: "only", teamId: one });
  });

  it("R50 R51 R60 R62 a true skill set leads to its teams that take the channel, else the fallback teams that do, else there is none", () => {
    const settings = settingsOf({
      teamsOf: [
        [one, [press]],
        [two, [shop]],
        [three, [shop]],
      ],
      skillSets: [set("A", "a", one), set("B", "b", two, one)],
      fallbackTeamIds: [one, three],
    });
    expect(chooseTeam(question({ topics: ["b"] }), settings, idle)).toMatchObject({
      ...{ rule: "only", teamId: two, fallback: false, skillSets: [{ name: "B", teamIds: [two, one] }] },
      candidates: [{ teamId: two, name: `Name of ${two}`, waiting: null }],
    });
    // The only true one leads to a team without the channel.
    expect(chooseTeam(question({ topics: ["a"] }), settings, idle)).toMatchObject({
      ...{ rule: "only", teamId: three, fallback: true, skillSets: [{ name: "A" }] },
    });
    expect(chooseTeam(question(), { ...settings, fallbackTeamIds: [one] }, idle)).toMatchObject({
      ...{ rule: "no_team", teamId: null, fallback: true, candidates: [] },
    });
  });

  it("R58 of several the least loaded for each member who is there, then the one that waited longest, then the first id", () => {
    const settings = settingsOf({ fallbackTeamIds: [three, two, one] });
    const of = (busy: Parameters<typeof loads>[0]) => chooseTeam(question(), settings, loads(busy)).teamId;
    expect(
      of({ [one]: { waiting: 3, available: 3 }, [two]: { waiting: 2, available: 1 }, [three]: { waiting: 2 } }),
    ).toBe(one);
    expect(of({ [one]: { waiting: 1 }, [two]: { waiting: 1 }, [three]: { waiting: 2 } })).toBe(one);
    expect(of({ [one]: { receivedAt: 5 }, [two]: { receivedAt: 4 }, [three]: { receivedAt: 6 } })).toBe(two);
    expect(of({})).toBe(one);
    expect(chooseTeam(question(), settings, loads({ [one]: { waiting: 4, available: 2 } })).candidates).toEqual([
      { teamId: one, name: `Name of ${one}`, waiting: 4, available: 2 },
      { teamId: two, name: `Name of ${two}`, waiting: 0, available: 0 },
      { teamId: three, name: `Name of ${three}`, waiting: 0, available: 0 },
    ]);
  });

  it("R58 the team that it has is kept while it is a candidate, however busy, and nobody is asked how busy", () => {
    const settings = settingsOf({ fallbackTeamIds: [one, two] });
    const asked: TeamId[] = [];
    const ask: LoadOf = (id) => {
      asked.push(id);
      return { waiting: 99, available: 0, receivedAt: 0 };
    };
    expect(chooseTeam(question({ teamId: two }), settings, ask)).toMatchObject({ rule: "kept", teamId: two });
    expect(chooseTeam(question(), { ...settings, fallbackTeamIds: [two] }, ask)).toMatchObject({ rule: "only" });
    expect(asked).toEqual([]);
    expect(chooseTeam(question({ teamId: three }), settings, ask).rule).toBe("least_loaded");
    expect(asked).toEqual([one, two]);
  });

  it(`R56 R58 R60 whatever is set up: exactly one team that can take it, stable, and none only when none could (seed ${SEED})`, () => {
    const ids = ["t1", "t2", "t3", "t4"] as TeamId[];
    const channels = ["c1", "c2"] as ChannelId[];
    const topics = ["a", "b", "c"];
    const team = fc.record({ channels: fc.uniqueArray(fc.constantFrom(...channels)), peopled: fc.boolean() });
    const some = <T>(of: readonly T[]) => fc.uniqueArray(fc.constantFrom(...of));
    const world = fc.record({
      teams: fc.array(team, { minLength: 4, maxLength: 4 }),
      sets: fc.array(fc.record({ topic: fc.constantFrom(...topics), teams: some(ids) }), { maxLength: 4 }),
      fallback: some(ids),
      had: some(topics),
      channel: fc.constantFrom(...channels),
      present: fc.option(fc.constantFrom(...ids, "gone" as TeamId)),
      byHand: fc.boolean(),
      waiting: fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }),
    });
    fc.assert(
      fc.property(world, (given) => {
        const settings: RoutingSettings = {
          teams: new Map(
            ids.map((id, n) => {
              const { channels: own = [], peopled = false } = given.teams[n] ?? {};
              return [id, { id, name: id, channelIds: new Set(own), memberIds: peopled ? somebody : new Set() }];
            }),
          ),
          skillSets: given.sets.map(({ topic, teams }, n) => set(`S${n}`, topic, ...teams)),
          fallbackTeamIds: given.fallback,
          asks: { topics: true, groups: false, keywords: false },
          names,
        };
        const takes = (id: TeamId) => {
          const found = settings.teams.get(id);
          return found?.channelIds.has(given.channel) === true && found.memberIds.size > 0;
        };
        const asked = question({
          ...{ topics: given.had, channelId: given.channel, teamId: given.present, teamByHand: given.byHand },
        });
        const loadOf: LoadOf = (id) => ({ ...idle(id), waiting: given.waiting[ids.indexOf(id)] ?? 0 });
        const decision = chooseTeam(asked, settings, loadOf);
        const { teamId } = decision;
        const led = given.sets.filter(({ topic }) => given.had.includes(topic)).flatMap(({ teams }) => teams);
        const possible = led.some(takes) ? led.filter(takes) : given.fallback.filter(takes);
        const sticky = given.byHand && given.present !== null && takes(given.present);
        expect(teamId === null).toBe(!sticky && possible.length === 0);
        if (teamId !== null) expect(takes(teamId)).toBe(true);
        if (sticky) expect(teamId).toBe(given.present);
        else if (teamId !== null) expect(possible).toContain(teamId);
        // Asked again with what it got, nothing moves; nor does the order in which things were set up count.
        expect(chooseTeam({ ...asked, teamId, teamByHand: false }, settings, loadOf).teamId).toBe(
          sticky ? chooseTeam({ ...asked, teamByHand: false }, settings, loadOf).teamId : teamId,
        );
        const turned = {
          ...settings,
          skillSets: settings.skillSets.toReversed(),
          fallbackTeamIds: settings.fallbackTeamIds.toReversed(),
        };
        expect(chooseTeam(asked, turned, loadOf).teamId).toBe(teamId);
      }),
      { seed: SEED, numRuns: 3000 },
    );
  });
});
