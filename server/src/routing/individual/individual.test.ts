import type { ConversationId, TeamId, UserId } from "@guichet/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { assignConversation } from "../../conversations/assign-conversation.ts";
import { buildWorld, type World } from "../../conversations/conversations.test-kit.ts";
import { leaveConversation, openConversation } from "../../conversations/hold-conversation.ts";
import { setStatus } from "../../conversations/set-status.ts";
import { moveToTeam } from "../../conversations/teams/move-to-team.ts";
import { installFailpoints } from "../../lib/failpoint.ts";
import { setTeamMembers } from "../../users/index.ts";
import { routingIn } from "../routing.test-kit.ts";

let world: World;
const at = routingIn(() => world);
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world?.close());
beforeEach(async () => await at.begin());

let people = 0;
const ana = () => world.ctx(world.ana);
const assigneeOf = async (id: string) => (await at.rowOf(id)).assignee_id;

/** A team that gets everything, of so many Available members. */
async function desk(members: number, most: number | null): Promise<{ id: TeamId; members: UserId[] }> {
  const ids = [];
  for (let n = 0; n < members; n += 1) ids.push(await at.member());
  const team = await at.team(`Desk ${++people}`, { members: ids });
  await at.fallback(team.id);
  if (most !== null) await at.maximum(team.id, most);
  await at.hear();
  await at.work();
  return team;
}

/** So many conversations, one after the other. */
async function arrive(count: number): Promise<ConversationId[]> {
  const ids: ConversationId[] = [];
  for (let n = 0; n < count; n += 1) {
    const from = `waits-${++people}`;
    ids.push((await at.receive(from, { occurredAt: Date.now() - 3_600_000 + people * 1000 })).id);
  }
  return ids;
}

async function prioritize(id: ConversationId, priority: number): Promise<void> {
  await world.database.system.updateTable("conversations").set({ priority }).where("id", "=", id).execute();
}

describe("individual routing", () => {
  it("R70 R67 members are filled to their maximum in the order of priority, in turn; what is too much waits until one is done", async () => {
    const team = await desk(2, null);
    const [bea, carl] = team.members as [UserId, UserId];
    const [one, two, three, four, five] = (await arrive(5)) as [
      ConversationId,
      ConversationId,
      ConversationId,
      ConversationId,
      ConversationId,
    ];
    await prioritize(four, 2);
    await at.give();
    expect(await Promise.all([one, four].map(assigneeOf))).toEqual([null, null]);
    await at.maximum(team.id, 2);
    await at.give();
    const owners = await Promise.all([four, one, two, three].map(assigneeOf));
    expect(new Set(owners.slice(0, 2))).toEqual(new Set([bea, carl]));
    expect(owners.slice(2)).toEqual(owners.slice(0, 2));
    expect(await assigneeOf(five)).toBeNull();
    expect((await at.auditOf(four)).at(-1)).toMatchObject({ action: "assignment_given", actor: { type: "system" } });
    const first = owners[0] as UserId;
    // Pending counts, too; only who is done with one has room.
    await setStatus(ana(), four, { status: "pending" });
    await at.give();
    expect(await assigneeOf(five)).toBeNull();
    await setStatus(ana(), four, { status: "resolved" });
    await at.give();
    expect(await assigneeOf(five)).toBe(first);
    await at.give();
    expect([(await at.ownOf(bea)).length, (await at.ownOf(carl)).length]).toEqual([2, 2]);
  });

  it("R70 whoever is Away or signed out, a Viewer or deactivated gets nothing; becoming Available they do", async () => {
    const team = await desk(1, 5);
    const [bea] = team.members as [UserId];
    const [viewer, gone] = [await at.member(), await at.member()];
    const members = [
      { userId: bea, role: "contributor" as const },
      { userId: viewer, role: "viewer" as const },
      { userId: gone, role: "supervisor" as const },
    ];
    await setTeamMembers(at.admin(), team.id, { members });
    const { system } = world.database;
    await system.updateTable("users").set({ deactivated_at: world.now() }).where("id", "=", gone).execute();
    await at.be(bea, "away");
    const [one, two] = await arrive(2);
    await at.give();
    await at.be(bea, "offline");
    await at.give();
    expect(await Promise.all([one, two].map((id) => assigneeOf(id ?? "")))).toEqual([null, null]);
    await at.be(bea, "available");
    await at.give();
    expect(await at.ownOf(bea)).toEqual([one, two]);
    expect([await at.ownOf(viewer), await at.ownOf(gone)]).toEqual([[], []]);
  });

  it("R70 somebody in several teams has the lowest maximum, and what they have of any team counts", async () => {
    const team = await desk(1, 4);
    const [bea] = team.members as [UserId];
    const other = await at.team(`Other ${++people}`, { members: [bea] });
    await at.maximum(other.id, 2);
    const [mine] = await arrive(1);
    await moveToTeam(ana(), mine as ConversationId, other.id);
    await arrive(3);
    await at.give();
    expect(await at.ownOf(bea)).toHaveLength(2);
    await at.maximum(other.id, null);
    await at.give();
    expect(await at.ownOf(bea)).toHaveLength(4);
  });

  it("R70 W80 what somebody has open is left to them, and given once they leave it", async () => {
    const team = await desk(2, 5);
    const [bea, carl] = team.members as [UserId, UserId];
    await at.be(bea, "away");
    await at.be(carl, "away");
    const [one] = (await arrive(1)) as [ConversationId];
    await at.give();
    await openConversation(ana(), one, false);
    await at.be(bea, "available");
    await at.give();
    expect(await assigneeOf(one)).toBeNull();
    await leaveConversation(ana(), one);
    await at.give();
    expect(await assigneeOf(one)).toBe(bea);
  });

  it("R70 what was taken from somebody by hand goes to somebody else, and back to nobody where there is nobody else", async () => {
    const team = await desk(2, 5);
    const [bea, carl] = team.members as [UserId, UserId];
    await at.be(carl, "away");
    const [one] = (await arrive(1)) as [ConversationId];
    await at.give();
    await assignConversation(world.ctx(world.ana), one, null);
    await at.give();
    expect(await assigneeOf(one)).toBeNull();
    // It does not stand in the way of what is behind it.
    const more = await arrive(2);
    await at.give();
    expect(await at.ownOf(bea)).toEqual(more);
    await at.be(carl, "available");
    await at.give();
    expect(await assigneeOf(one)).toBe(carl);
  });

  it("R70 what has no team, or one without a maximum, is given to nobody", async () => {
    const team = await desk(1, 5);
    const plain = await at.team(`Plain ${++people}`);
    const [one, two] = (await arrive(2)) as [ConversationId, ConversationId];
    await moveToTeam(ana(), one, plain.id);
    await moveToTeam(ana(), two, null);
    await at.give();
    expect(await Promise.all([one, two].map(assigneeOf))).toEqual([null, null]);
    await moveToTeam(ana(), one, team.id);
    await at.give();
    expect(await assigneeOf(one)).toBe(team.members[0]);
  });
});

describe("exactly once", () => {
  it("R70 I12 several processes at once and people who assign in the same moment: each has one owner, and nobody is given too much", async () => {
    const team = await desk(3, 4);
    for (let round = 0; round < 6; round += 1) {
      const ids = await arrive(6);
      await at.hear();
      const byHand = ids
        .slice(0, 3)
        .map((id, n) => assignConversation(ana(), id, team.members[n % 3] as UserId).catch(() => undefined));
      await Promise.all([at.give(), at.give(), at.give(), ...byHand]);
      await at.give();
      for (const userId of team.members) expect((await at.ownOf(userId)).length).toBeLessThanOrEqual(4);
      for (const id of ids) {
        const gifts = (await at.eventsOf(id, "conversation.assigned")).filter(({ data }) => data.cause === "given");
        expect(gifts.length).toBeLessThanOrEqual(1);
      }
      if (round % 2 === 1) {
        for (const userId of team.members)
          for (const id of await at.ownOf(userId)) await setStatus(ana(), id as ConversationId, { status: "resolved" });
      }
    }
  });

  it("R70 I4 killed before its commit nothing was given; the next round gives it once", async () => {
    const team = await desk(1, 3);
    const [one] = (await arrive(1)) as [ConversationId];
    await at.hear();
    const remove = installFailpoints((name) => {
      if (name === "giving.before_commit") throw new Error("killed here");
      return undefined;
    });
    await at.giveOnce().finally(remove);
    expect(await assigneeOf(one)).toBeNull();
    expect(await at.eventsOf(one, "conversation.assigned")).toEqual([]);
    await at.give();
    expect(await assigneeOf(one)).toBe(team.members[0]);
    expect(await at.eventsOf(one, "conversation.assigned")).toHaveLength(1);
  });

  it("R70 more than one step takes is given whole, in order, and then nothing is left to do", async () => {
    const team = await desk(1, 120);
    const ids = await arrive(123);
    await at.give();
    expect(await at.ownOf(team.members[0] as UserId)).toEqual(ids.slice(0, 120));
    await at.give();
    expect(await world.database.system.selectFrom("givings").selectAll().execute()).toEqual([]);
  });
});
