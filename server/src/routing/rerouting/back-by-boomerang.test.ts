import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildWorld, type World } from "../../conversations/conversations.test-kit.ts";
import { setStatus } from "../../conversations/set-status.ts";
import { moveToTeam } from "../../conversations/teams/move-to-team.ts";
import { routingIn } from "../routing.test-kit.ts";

let world: World;
const at = routingIn(() => world);
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world?.close());
beforeEach(async () => await at.begin());

let people = 0;
const somebody = () => `contact-${++people}`;
const kai = () => world.ctx(world.kai);
const boomerang = { inMinutes: 30, note: "Ask again" };

/** The boomerang is due, brings back what it brings back, and that is heard. */
async function comeBack(): Promise<void> {
  world.clock.pass(31 * 60_000);
  await world.settle();
  await at.hear();
}

/** Where everything goes at first, and where it goes once what waits has been put off. */
async function twoTeams() {
  const [first, second] = [await at.team(`First ${++people}`), await at.team(`Second ${people}`)];
  await at.fallback(first.id);
  await at.hear();
  const change = async () => {
    await at.fallback(first.id, false);
    await at.fallback(second.id);
    await at.hear();
    await at.work();
  };
  return { first, second, change };
}

describe("what a boomerang brings back", () => {
  it("R65 W62 from Pending is chosen for anew, and does not stay with somebody of the team that it leaves", async () => {
    const { first, second, change } = await twoTeams();
    const { id } = await at.receive(somebody());
    const [member] = first.members;
    const { system } = world.database;
    await system
      .updateTable("conversations")
      .set({ assignee_id: member ?? null })
      .where("id", "=", id)
      .execute();
    await setStatus(kai(), id, { status: "pending", boomerang });
    await change();
    // What is put off waits where it is.
    expect(await at.rowOf(id)).toMatchObject({ team_id: first.id, status: "pending", assignee_id: member });
    await comeBack();
    expect(await at.rowOf(id)).toMatchObject({ status: "new", team_id: second.id, assignee_id: null });
    const told = (await at.decisionsOf(id)).map(({ trigger, teamId }) => [trigger, teamId]);
    expect(told).toEqual([
      ["message", first.id],
      ["returned", second.id],
    ]);
    expect((await at.auditOf(id)).map((line) => line.action).slice(-3)).toEqual([
      ...["boomerang_returned", "routed", "assignment_rerouted"],
    ]);
  });

  it("R59 R65 from Pending stays where a person has put it; from Resolved that is forgotten", async () => {
    const { second, change } = await twoTeams();
    const chosen = await at.team(`Chosen ${people}`);
    const [put, done] = [await at.receive(somebody()), await at.receive(somebody())];
    for (const { id } of [put, done]) await moveToTeam(kai(), id, chosen.id);
    await setStatus(kai(), put.id, { status: "pending", boomerang });
    await setStatus(kai(), done.id, { status: "resolved", boomerang });
    await change();
    await comeBack();
    expect(await at.rowOf(put.id)).toMatchObject({ status: "new", team_id: chosen.id, team_by_hand: true });
    expect(await at.rowOf(done.id)).toMatchObject({ status: "new", team_id: second.id, team_by_hand: false });
  });
});
