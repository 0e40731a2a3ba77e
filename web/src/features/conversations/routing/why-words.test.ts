import type { HeldCondition, RoutingDecision } from "@guichet/contract";
import { describe, expect, it } from "vitest";
import type { Words } from "../../../locales/use-words.ts";
import { heldInWords, leftOut, listInWords, teamNames, whyInWords } from "./why-words.ts";

const words: Words = {
  locale: "en",
  t: (key, values = {}) => `${key.replace("routing.", "")} ${JSON.stringify(values)}`,
};
const decision = (over: Partial<RoutingDecision>): RoutingDecision => ({
  ...{ trigger: "message", rule: "only", teamId: "t" as never, fallback: false, automations: [], skillSets: [] },
  candidates: [],
  ...over,
});
const set = { id: "s" as never, name: "Refunds", teamIds: ["t" as never] };
const keyOf = (over: Partial<RoutingDecision>) =>
  whyInWords({ decision: decision(over), actor: { name: "Kai" } }, () => "Billing", words).split(" ")[0];

const place = (teamId: string) => ({ teamId: teamId as never, name: teamId, waiting: null, available: null });
const trade = { id: "t2" as never, name: "Trade", teamIds: ["desk" as never] };

describe("why is this here, in one sentence", () => {
  it("R57 R63 the skill sets behind it are named, not those that lead to teams that could not have it", () => {
    const told = (over: Partial<RoutingDecision>) =>
      whyInWords({ decision: decision(over), actor: { name: "Kai" } }, () => "Billing", words);
    const both = { skillSets: [set, trade], candidates: [place("t")] };
    expect(told(both)).toContain('"sets":"“Refunds”","count":1');
    expect(told({ ...both, rule: "kept" })).toContain('"sets":"“Refunds”","count":1');
    const several = { ...both, rule: "least_loaded" as const, candidates: [place("t"), place("desk")] };
    expect(told(several)).toContain('"sets":"“Refunds” and “Trade”","count":2');
    const nameOf = (id: string): string | undefined => ({ t: "Billing", desk: "Trade desk" })[id];
    expect(leftOut(decision(both), nameOf)).toEqual(["Trade desk"]);
    expect(leftOut(decision(several), nameOf)).toEqual([]);
    expect(leftOut(decision({ ...both, fallback: true }), nameOf)).toEqual(["Billing", "Trade desk"]);
    expect(leftOut(decision({ ...both, rule: "by_hand", candidates: [] }), nameOf)).toEqual([]);
    expect(leftOut(decision({ skillSets: [{ ...trade, teamIds: ["gone" as never] }] }), nameOf)).toEqual([]);
  });

  it("R57 R58 R60 R62 each way of getting a team, or none, has a sentence of its own", () => {
    const skillSets = [set];
    const none = { rule: "no_team", teamId: null, fallback: true } as const;
    expect(
      [
        { rule: "by_hand" },
        { rule: "by_hand", teamId: null },
        { skillSets },
        { rule: "kept", skillSets },
        { rule: "least_loaded", skillSets },
        { fallback: true },
        { rule: "kept", fallback: true },
        { rule: "least_loaded", fallback: true },
        { fallback: true, skillSets },
        none,
        { ...none, skillSets },
      ].map((over) => keyOf(over as Partial<RoutingDecision>)),
    ).toEqual([
      ...["whyByHand", "whyByHandNone", "whyOnly", "whyKept", "whyLeast", "whyFallbackOnly", "whyFallbackKept"],
      ...["whyFallbackLeast", "whyFallbackLed", "whyNoTeam", "whyNoTeamLed"],
    ]);
  });

  it("R57 a team is named as it is called now, one that is gone as it was then, and else as gone", () => {
    const was = decision({ candidates: [{ teamId: "t" as never, name: "Old", waiting: null, available: null }] });
    expect(teamNames([{ id: "t", name: "New" }], [was])("t")).toBe("New");
    expect(teamNames([], [was])("t")).toBe("Old");
    expect(whyInWords({ decision: decision({}), actor: { name: "" } }, () => undefined, words)).toContain("goneTeam");
  });

  it("R57 each condition that held is told in its own words, and what was too much as a number", () => {
    const told = (field: string, operator: string, given: string[], more = 0) =>
      heldInWords({ field, operator, words: given, more } as HeldCondition, words);
    expect(told("topics", "any_of", ["Refund", "Late"])).toBe('held_topics_any_of {"values":"Refund and Late"}');
    expect(told("groups", "empty", [])).toBe("held_groups_empty {}");
    expect(told("visibility", "equals", ["public"])).toContain("conversations.public");
    expect(told("keywords", "none_of", ["money back"])).toMatch(/^held_keywords_none_of .*phrase .*money back/);
    expect(listInWords({ words: [], more: 0 }, words)).toBe("knownNone {}");
    expect(listInWords({ words: ["a", "b"], more: 7 }, words)).toBe('a, b, and knownMore {"count":7}');
  });
});
