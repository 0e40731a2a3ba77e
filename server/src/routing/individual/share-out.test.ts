import type { ChannelId, ChannelRole, ConversationId, TeamId, UserId } from "@guichet/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Waiting } from "../../conversations/index.ts";
import { chooseMember, type Member, shareOut } from "./share-out.ts";
import { listTakers } from "./takers.ts";

const SEED = 20261129;
const shop = "shop" as ChannelId;
const id = (name: string) => name as UserId;
const member = (name: string, assigned: number, most: number, turnAt = 0): Member => ({
  ...{ id: id(name), assigned, most, turnAt },
});
const waits = (name: string, over: Partial<Waiting> & { minute?: number } = {}): Waiting => ({
  ...{ id: name as ConversationId, teamId: "team" as TeamId, channelId: shop, priority: 0, notFor: null },
  queueAt: new Date(Date.UTC(2026, 4, 4, 9, over.minute ?? 0)),
  ...over,
});
const everybody = (members: readonly Member[]) => () => new Set(members.map((one) => one.id));
const said = (waiting: Waiting[], members: Member[]) =>
  shareOut(waiting, members, everybody(members)).map((gift) => [gift.id, gift.userId]);

describe("who gets what waits", () => {
  it("R70 whoever has the fewest gets the next; of equals whose last one is longest ago; full people get nothing", () => {
    const people = [member("bea", 2, 5), member("carl", 1, 5, 900), member("dan", 1, 5, 300), member("eva", 0, 0)];
    expect(chooseMember(people)?.id).toBe("dan");
    expect(chooseMember([member("bea", 5, 5), member("carl", 6, 5)])).toBeUndefined();
    expect(chooseMember([])).toBeUndefined();
  });

  it("R70 R78 in the order of New: the highest priority first, of equals the oldest; who got one stands behind", () => {
    const waiting = [
      waits("young", { minute: 9 }),
      waits("urgent", { minute: 8, priority: 2 }),
      waits("old", { minute: 1 }),
      waits("urgent too", { minute: 5, priority: 2 }),
    ];
    const people = [member("bea", 0, 2, 100), member("carl", 0, 1, 200)];
    expect(said(waiting, people)).toEqual([
      ["urgent too", "bea"],
      ["urgent", "carl"],
      ["old", "bea"],
    ]);
  });

  it("R70 whoever it was taken from does not get it again, while others may", () => {
    const people = [member("bea", 0, 2), member("carl", 1, 2)];
    expect(said([waits("one", { notFor: id("bea") })], people)).toEqual([["one", "carl"]]);
    expect(said([waits("one", { notFor: id("bea") })], [member("bea", 0, 2)])).toEqual([]);
  });

  const world = fc.record({
    members: fc.uniqueArray(
      fc.record({ n: fc.nat(7), assigned: fc.nat(6), most: fc.integer({ min: 1, max: 6 }), turnAt: fc.nat(5) }),
      { selector: ({ n }) => n, maxLength: 8 },
    ),
    waiting: fc.array(
      fc.record({ team: fc.nat(2), priority: fc.nat(3), minute: fc.nat(9), notFor: fc.option(fc.nat(7)) }),
      {
        maxLength: 25,
      },
    ),
    teams: fc.array(fc.uniqueArray(fc.nat(7)), { minLength: 3, maxLength: 3 }),
  });

  it("R70 R67 whatever there is: once each, never beyond a maximum, never to a stranger, the first ones first, and nobody with room is left idle", () => {
    fc.assert(
      fc.property(world, ({ members, waiting, teams }) => {
        const people = members.map(({ n, assigned, most, turnAt }) => member(`p${n}`, assigned, most, turnAt));
        const queue = waiting.map(({ team, notFor, ...one }, n) =>
          waits(`c${String(n).padStart(2, "0")}`, {
            ...{ ...one, teamId: `t${team}` as TeamId, notFor: notFor === null ? null : id(`p${notFor}`) },
          }),
        );
        const takersOf = (teamId: TeamId) => new Set((teams[Number(teamId.slice(1))] ?? []).map((n) => id(`p${n}`)));
        const gifts = shareOut(queue, people, takersOf);
        const of = new Map(queue.map((one) => [one.id, one]));
        expect(new Set(gifts.map((gift) => gift.id)).size).toBe(gifts.length);
        const has = new Map(people.map((one) => [one.id, one.assigned]));
        const roomOf = new Map(people.map((one) => [one.id, one.most]));
        const eligible = (one: Waiting | undefined) =>
          people.filter(
            ({ id: who }) =>
              one !== undefined &&
              takersOf(one.teamId).has(who) &&
              who !== one.notFor &&
              (has.get(who) ?? 0) < (roomOf.get(who) ?? 0),
          );
        for (const gift of gifts) {
          const candidates = eligible(of.get(gift.id));
          expect(candidates.map((one) => one.id)).toContain(gift.userId);
          expect(has.get(gift.userId)).toBe(Math.min(...candidates.map((one) => has.get(one.id) ?? 0)));
          has.set(gift.userId, (has.get(gift.userId) ?? 0) + 1);
        }
        for (const one of people) expect(has.get(one.id) ?? 0).toBeLessThanOrEqual(Math.max(one.most, one.assigned));
        const given = new Set(gifts.map((gift) => gift.id));
        const left = queue.filter((one) => !given.has(one.id));
        for (const one of left) expect(eligible(one)).toEqual([]);
        const place = (one: Waiting | undefined) =>
          one === undefined ? 0 : -one.priority * 1000 + one.queueAt.getUTCMinutes();
        const order = gifts.map((gift) => place(of.get(gift.id)));
        expect(order).toEqual(order.toSorted((a, b) => a - b));
        expect(shareOut(queue.toReversed(), people.toReversed(), takersOf)).toEqual(gifts);
      }),
      { numRuns: 5000, seed: SEED },
    );
  });
});

describe("who may be given what", () => {
  const [one, two] = ["one", "two"] as TeamId[] as [TeamId, TeamId];
  const teams = [
    { id: one, gives: true, channelIds: [shop, "press" as ChannelId] },
    { id: two, gives: false, channelIds: [shop] },
  ];
  const of = (...memberships: [string, TeamId, ChannelRole][]) =>
    listTakers(
      teams,
      memberships.map(([who, teamId, role]) => ({ userId: id(who), teamId, role })),
    ).map(({ teamId, channelId, takers }) => [teamId, channelId, [...takers]]);

  it("R70 members of a team with a maximum, on its channels, who may answer there; a Viewer gets nothing", () => {
    expect(
      of(["bea", one, "contributor"], ["carl", one, "supervisor"], ["vio", one, "viewer"], ["dan", two, "supervisor"]),
    ).toEqual([
      [one, shop, ["bea", "carl"]],
      [one, "press", ["bea", "carl"]],
    ]);
    expect(of(["vio", one, "viewer"])).toEqual([]);
  });

  it("R70 seed S23 of somebody in several teams the highest role on the channel counts", () => {
    expect(of(["bea", one, "viewer"], ["bea", two, "contributor"])).toEqual([[one, shop, ["bea"]]]);
  });
});
