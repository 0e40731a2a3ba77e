import {
  type ChannelId,
  prepareSkillRule,
  type SkillGroup,
  type SkillSetId,
  type TeamId,
  toSkillRule,
} from "@guichet/contract";
import { describe, expect, it } from "vitest";
import { asks, groupOf } from "../routing.test-kit.ts";
import { chooseTeam, type LoadOf, type RoutingSettings, type SkillSet, type TeamQuestion } from "./choose-team.ts";
import { explainDecision } from "./explain-decision.ts";
import type { Names } from "./names.sql.ts";
import { prepareReasons } from "./prepare-reasons.ts";

const shop = "shop" as ChannelId;
const team = {
  id: "team" as TeamId,
  name: "Refund desk",
  channelIds: new Set([shop]),
  memberIds: new Set(["m" as never]),
};
const names: Names = {
  topics: new Map([
    ["refund", "Refund"],
    ["late", "Late parcel"],
    ["spam", "Spam"],
  ]),
  groups: new Map([["gold", "Gold"]]),
  channels: new Map([["shop", "Web shop"]]),
};
const idle: LoadOf = () => ({ waiting: 0, available: 0, receivedAt: 0 });

function explained(sets: readonly SkillGroup[][], over: Partial<Record<keyof TeamQuestion, unknown>> = {}) {
  const skillSets = sets.map((groups, n): SkillSet => {
    const rule = toSkillRule(groups);
    return {
      ...{ id: `set-${n}` as SkillSetId, name: `Set ${n}`, teamIds: [team.id] },
      ...{ holds: prepareSkillRule(rule), reasons: prepareReasons(rule, names) },
    };
  });
  const asked = { topics: true, groups: true, keywords: true };
  const settings: RoutingSettings = {
    ...{ teams: new Map([[team.id, team]]), skillSets, fallbackTeamIds: [], asks: asked, names },
  };
  const question = {
    ...{ trigger: "message", channelId: shop, visibility: "private", topicIds: ["refund", "gone"], groupIds: ["gold"] },
    ...{ text: "I want my Money Back!", teamId: null, teamByHand: false, automations: [] },
    ...over,
  } as TeamQuestion;
  return explainDecision(chooseTeam(question, settings, idle), question, settings);
}

describe("a decision with its reasons", () => {
  it("R57 what was known then is kept in the words of then, and of each true skill set the filter groups that held", () => {
    const decision = explained([
      [
        groupOf(asks("topics", "any_of", "refund", "late"), asks("visibility", "equals", "private")),
        groupOf(asks("topics", "any_of", "late")),
        groupOf(asks("groups", "all_of", "gold"), asks("topics", "none_of", "spam")),
      ],
      [groupOf(asks("keywords", "any_of", "refund, money back"), asks("keywords", "none_of", "invoice"))],
      [groupOf(asks("topics", "empty"))],
    ]);
    expect(decision.facts).toEqual({
      ...{ channel: "Web shop", visibility: "private" },
      ...{ topics: { words: ["Refund"], more: 0 }, groups: { words: ["Gold"], more: 0 } },
    });
    const held = (field: string, operator: string, ...words: string[]) => ({ field, operator, words, more: 0 });
    expect(decision.skillSets.map((one) => one.held)).toEqual([
      [
        [held("topics", "any_of", "Refund"), held("visibility", "equals", "private")],
        [held("groups", "all_of", "Gold"), held("topics", "none_of", "Spam")],
      ],
      [[held("keywords", "any_of", "money back"), held("keywords", "none_of", "invoice")]],
    ]);
  });

  it("R57 groups joined with AND held together, or not at all", () => {
    const and = (...rules: Parameters<typeof groupOf>): SkillGroup => ({ ...groupOf(...rules), join: "and" });
    const [only] = explained([
      [
        groupOf(asks("topics", "any_of", "refund")),
        and(asks("groups", "any_of", "gold")),
        groupOf(asks("topics", "empty")),
      ],
    ]).skillSets;
    expect(only?.held?.map((group) => group.map(({ field }) => field))).toEqual([["topics", "groups"]]);
  });

  it("R57 however much is set up and said, what is kept stays small", () => {
    const long = "x".repeat(200);
    const phrases = Array.from({ length: 200 }, (_, n) => `${long.slice(0, 190)} ${n}`);
    const wordy = groupOf(asks("keywords", "none_of", ...phrases));
    const groups = [wordy, ...Array.from({ length: 19 }, () => groupOf(asks("visibility", "equals", "private")))];
    const decision = explained(Array.from({ length: 12 }, () => groups));
    expect(decision.skillSets).toHaveLength(12);
    expect(decision.skillSets.filter(({ held }) => held !== undefined)).toHaveLength(10);
    expect(decision.skillSets[0]?.held).toHaveLength(3);
    expect(decision.skillSets[0]?.held?.[0]?.[0]).toMatchObject({ more: 190, words: { length: 10 } });
    expect(JSON.stringify(decision.skillSets).length).toBeLessThan(20_000);
  });
});
