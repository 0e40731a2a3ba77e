import type { RoutingDecision } from "@guichet/contract";
import { describe, expect, it } from "vitest";
import type { Words } from "../../../locales/use-words.ts";
import { teamNames, whyInWords } from "./why-words.ts";

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

describe("why is this here, in one sentence", () => {
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
});
