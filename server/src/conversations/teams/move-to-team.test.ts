import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { routingIn } from "../../routing/routing.test-kit.ts";
import { codeOf } from "../conversations.look.test-kit.ts";
import { buildWorld, type World } from "../conversations.test-kit.ts";
import { doInBulk } from "../in-bulk/do-in-bulk.ts";
import { undoInBulk } from "../in-bulk/undo-in-bulk.ts";
import { setStatus } from "../set-status.ts";
import { viewConversation } from "../view-conversation.ts";
import { explainRouting } from "./explain-routing.ts";
import { listTeamOptions } from "./list-team-options.ts";
import { moveToTeam } from "./move-to-team.ts";
import { undoMove } from "./undo-move.ts";

let world: World;
const at = routingIn(() => world);
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world?.close());

let count = 0;
const start = async () => await at.start(`contact-${++count}`);
const team = async (given: Parameters<typeof at.team>[1] = {}) => await at.team(`Team ${++count}`, given);
const kai = () => world.ctx(world.kai);
const ana = () => world.ctx(world.ana);
const assign = async (id: string, assignee_id: string | null) =>
  await world.database.system
    .updateTable("conversations")
    .set({ assignee_id } as never)
    .where("id", "=", id as never)
    .execute();

describe("moving a conversation to a team", () => {
  it("R57 W79 a person moves it to a team of its channel and to none, each in the trail with their name", async () => {
    const id = await start();
    const billing = await team();
    expect(await moveToTeam(kai(), id, billing.id)).toMatchObject({ teamId: billing.id });
    expect(await at.rowOf(id)).toMatchObject({ team_id: billing.id, team_by_hand: true });
    expect(await moveToTeam(kai(), id, null)).toMatchObject({ teamId: null });
    expect(await at.rowOf(id)).toMatchObject({ team_id: null, team_by_hand: false });
    expect((await at.auditOf(id)).map((line) => [line.action, line.actor.name])).toEqual([
      ["routed_by_hand", "Kai Wong"],
      ["routed_to_none", "Kai Wong"],
    ]);
    // The same again changes nothing.
    await moveToTeam(kai(), id, null);
    expect(await at.auditOf(id)).toHaveLength(2);
  });

  it("R57 W79 refused: a team that is not there or foreign, one without the channel or without anybody, Resolved, a stranger", async () => {
    const id = await start();
    const [good, elsewhere, empty] = [await team(), await team({ channels: [] }), await team({ members: [] })];
    expect(await codeOf(moveToTeam(kai(), id, uuidV7() as never))).toBe("not_found");
    expect(await codeOf(moveToTeam(kai(), id, elsewhere.id))).toBe("team_without_access");
    expect(await codeOf(moveToTeam(kai(), id, empty.id))).toBe("team_without_access");
    expect(await codeOf(moveToTeam(world.ctx(uuidV7() as never), id, good.id))).toBe("not_found");
    expect(await codeOf(moveToTeam(kai(), uuidV7() as never, good.id))).toBe("not_found");
    await setStatus(kai(), id, { status: "resolved" });
    expect(await codeOf(moveToTeam(kai(), id, good.id))).toBe("conversation_closed");
    expect(await at.rowOf(id)).toMatchObject({ team_id: null });
  });

  it("R57 I12 of two who move at once what they saw, the second is told which team it has", async () => {
    const id = await start();
    const [first, second] = [await team(), await team()];
    const { version } = (await viewConversation(kai(), id)).conversation;
    const codes = await Promise.all([first, second].map((one) => codeOf(moveToTeam(kai(), id, one.id, version))));
    expect(codes.toSorted()).toEqual(["changed_meanwhile", "done"]);
    expect(await at.auditOf(id)).toHaveLength(1);
  });

  it("R57 the work goes with it, unless its assignee is in the team, or moved it themselves and still sees it", async () => {
    const billing = await team();
    const [member] = billing.members;
    const [hers, mine, members] = [await start(), await start(), await start()];
    await assign(hers, world.ana);
    await assign(mine, world.kai);
    await assign(members, member ?? null);
    for (const id of [hers, mine, members]) await moveToTeam(kai(), id, billing.id);
    expect(await at.rowOf(hers)).toMatchObject({ assignee_id: null });
    expect(await at.rowOf(mine)).toMatchObject({ assignee_id: world.kai });
    expect(await at.rowOf(members)).toMatchObject({ assignee_id: member });
    const lines = await at.auditOf(hers);
    expect(lines.map((line) => [line.action, line.actor.type])).toEqual([
      ["routed_by_hand", "user"],
      ["assignment_rerouted", "system"],
    ]);
  });

  it("R57 W79 one's own move can be taken back: team, reason and assignment as before; not after somebody else's, not for ever", async () => {
    const id = await start();
    const [first, second] = [await team(), await team()];
    await moveToTeam(ana(), id, first.id);
    await assign(id, world.ana);
    await moveToTeam(kai(), id, second.id);
    expect(await codeOf(undoMove(ana(), id))).toBe("nothing_to_undo");
    expect(await undoMove(kai(), id)).toMatchObject({ teamId: first.id, assignee: { id: world.ana } });
    expect(await at.rowOf(id)).toMatchObject({ team_by_hand: true });
    await moveToTeam(kai(), id, second.id);
    await moveToTeam(ana(), id, first.id);
    expect(await codeOf(undoMove(kai(), id))).toBe("nothing_to_undo");
    await moveToTeam(kai(), id, second.id);
    world.clock.pass(11 * 60_000);
    expect(await codeOf(undoMove(kai(), id))).toBe("nothing_to_undo");
    world.clock.at = undefined;
    expect(await codeOf(undoMove(world.ctx(uuidV7() as never), id))).toBe("not_found");
  });

  it("R57 W49 W79 many are moved in one action, each by the same rules, and taken back", async () => {
    const id = await start();
    const [first, elsewhere] = [await team(), await team({ channels: [] })];
    const done = await doInBulk(kai(), id, { type: "team", teamId: first.id });
    expect(done).toEqual({ type: "done", trace: { type: "team", to: first.id } });
    expect(await doInBulk(kai(), id, { type: "team", teamId: first.id })).toEqual({
      type: "skipped",
      reason: "already",
    });
    expect(await codeOf(doInBulk(kai(), id, { type: "team", teamId: elsewhere.id }))).toBe("team_without_access");
    expect(await undoInBulk(kai(), id, { type: "team", to: first.id })).toMatchObject({ type: "done" });
    expect(await at.rowOf(id)).toMatchObject({ team_id: null, team_by_hand: false });
    expect(await undoInBulk(kai(), id, { type: "team", to: first.id })).toEqual({
      ...{ type: "skipped", reason: "changed_since" },
    });
  });

  it("W79 the teams one may move it to: those of its channel in which somebody is, with who is there", async () => {
    const id = await start();
    const there = await team({ members: [await at.member("available"), await at.member("away")] });
    const [elsewhere, empty] = [await team({ channels: [] }), await team({ members: [] })];
    const options = await listTeamOptions(kai(), id);
    expect(options.find((one) => one.id === there.id)).toMatchObject({ members: 2, available: 1 });
    expect(options.some((one) => one.id === elsewhere.id || one.id === empty.id)).toBe(false);
  });
});

describe("why is this here", () => {
  it("R57 every decision is told, the last first, with who made it; a stranger hears nothing", async () => {
    const id = await start();
    const [first, second] = [await team(), await team()];
    expect(await explainRouting(kai(), id)).toMatchObject({ teamId: null, byHand: false, decisions: [] });
    await moveToTeam(kai(), id, first.id);
    await moveToTeam(ana(), id, second.id);
    const told = await explainRouting(world.ctx(world.viewer), id);
    expect(told).toMatchObject({ teamId: second.id, byHand: true });
    expect(told.decisions.map(({ actor, decision }) => [actor.name, decision.rule, decision.teamId])).toEqual([
      ["Ana Wong", "by_hand", second.id],
      ["Kai Wong", "by_hand", first.id],
    ]);
    expect(await codeOf(explainRouting(world.ctx(uuidV7() as never), id))).toBe("not_found");
  });
});
