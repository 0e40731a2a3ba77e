import type { ChannelId, TeamId, UserId } from "@guichet/contract";
import { describe, expect, it } from "vitest";
import { isSeen, NO_LIMITS, type Sight, toLimits } from "./sight.ts";

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const SHOP = id(1) as ChannelId;
const [BLUE, RED] = [id(11) as TeamId, id(12) as TeamId];
const [ANN, BOB] = [id(21) as UserId, id(22) as UserId];
const sight = (over: Partial<Sight> = {}): Sight => ({
  ...{ channelId: SHOP, teamId: BLUE, everything: false, colleagues: true },
  ...over,
});
const place = (teamId: TeamId | null, assigneeId: UserId | null = null) => ({ channelId: SHOP, teamId, assigneeId });

describe("what a person's teams show", () => {
  it.each([
    ["what their team has", [sight()], place(BLUE), true],
    ["what another team has", [sight()], place(RED), false],
    ["what no team has", [sight()], place(null), true],
    ["what another team has, where theirs shows everything", [sight({ everything: true })], place(RED), true],
    ["what a colleague has", [sight()], place(BLUE, BOB), true],
    ["what a colleague has, where theirs hides that", [sight({ colleagues: false })], place(BLUE, BOB), false],
    ["what is theirs", [sight({ colleagues: false })], place(BLUE, ANN), true],
    ["what a colleague has without a team", [sight({ colleagues: false })], place(null, BOB), false],
    ["what either of two teams has", [sight(), sight({ teamId: RED })], place(RED), true],
    [
      "what a colleague has in the team that shows it",
      [sight({ colleagues: false }), sight({ teamId: RED })],
      place(RED, BOB),
      true,
    ],
    [
      "what a colleague has in the team that hides it",
      [sight({ colleagues: false }), sight({ teamId: RED })],
      place(BLUE, BOB),
      false,
    ],
  ])("R56 R66 R68 W166 W167 they see %s: %s", (_title, sights, conversation, seen) => {
    expect(isSeen(toLimits(sights), ANN, conversation)).toBe(seen);
  });

  it("R62 whoever reaches a channel by itself sees all of it", () => {
    expect(isSeen(NO_LIMITS, ANN, place(RED, BOB))).toBe(true);
    expect(toLimits([sight({ everything: true }), sight({ teamId: RED, colleagues: false })])).toEqual(NO_LIMITS);
  });
});
