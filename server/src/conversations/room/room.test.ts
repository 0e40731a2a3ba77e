import { setTimeout as wait } from "node:timers/promises";
import { type ConversationId, nextBody, type UserId } from "@guichet/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { installFailpoints } from "../../lib/failpoint.ts";
import { routingIn } from "../../routing/routing.test-kit.ts";
import { assignConversation } from "../assign-conversation.ts";
import { codeOf } from "../conversations.look.test-kit.ts";
import { buildWorld, type World } from "../conversations.test-kit.ts";
import { openConversation } from "../hold-conversation.ts";
import { doInBulk } from "../in-bulk/do-in-bulk.ts";
import { listBulkAssignees } from "../in-bulk/list-bulk-assignees.ts";
import { listAssignees } from "../list-assignees.ts";
import { bringNext } from "../next/bring-next.ts";
import { setStatus } from "../set-status.ts";

let world: World;
const at = routingIn(() => world);
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world?.close());
beforeEach(async () => await at.begin());

let count = 0;
const start = async (): Promise<ConversationId> => await at.start(`room-${++count}`);
const ana = () => world.ctx(world.ana);

/** Bea of a team with a maximum, who has so many already. */
async function bea(most: number, has = 0): Promise<{ id: UserId; has: ConversationId[] }> {
  const team = await at.team(`Team ${++count}`);
  const [id] = team.members as [UserId];
  const own = [];
  for (let n = 0; n < has; n += 1) {
    own.push(await start());
    await assignConversation(ana(), own[n] as ConversationId, id);
  }
  await at.maximum(team.id, most);
  return { id, has: own };
}

describe("assigning by hand to who is full", () => {
  it("R67 R70 is refused with how full they are, and done when it is wanted all the same; New and Pending count, Resolved does not", async () => {
    const { id, has } = await bea(2, 2);
    const [one, two] = [await start(), await start()];
    await setStatus(ana(), has[0] as ConversationId, { status: "pending" });
    const refused = assignConversation(ana(), one, id);
    await expect(refused).rejects.toMatchObject({ code: "assignee_full", details: { assigned: 2, most: 2 } });
    expect((await at.rowOf(one)).assignee_id).toBeNull();
    expect((await assignConversation(ana(), one, id, { beyondMost: true })).assignee?.id).toBe(id);
    // What is theirs already is no more than it was.
    expect(await codeOf(assignConversation(ana(), one, id))).toBe("done");
    await setStatus(ana(), has[0] as ConversationId, { status: "resolved" });
    expect(await codeOf(assignConversation(ana(), two, id))).toBe("assignee_full");
    await setStatus(ana(), has[1] as ConversationId, { status: "resolved" });
    expect(await codeOf(assignConversation(ana(), two, id))).toBe("done");
    expect(await codeOf(assignConversation(ana(), await start(), world.kai))).toBe("done");
  });

  it("R67 the menus say how full everybody is, who has a maximum", async () => {
    const { id } = await bea(5, 3);
    const conversation = await start();
    const told = new Map((await listAssignees(ana(), conversation)).map((one) => [one.id, one.room]));
    expect([told.get(id), told.get(world.kai)]).toEqual([{ assigned: 3, most: 5 }, null]);
    const many = new Map((await listBulkAssignees(ana(), [conversation])).map((one) => [one.id, one.room]));
    expect([many.get(id), many.get(world.kai)]).toEqual([{ assigned: 3, most: 5 }, null]);
  });

  it("R67 I12 many at once who each give another one: as many as there is room for, and no more", async () => {
    const { id } = await bea(3);
    const ids = [];
    for (let n = 0; n < 10; n += 1) ids.push(await start());
    // Everybody has read before anybody writes, where nothing holds them back.
    const remove = installFailpoints((name) => (name === "assign.between_read_and_write" ? wait(30) : undefined));
    const codes = await Promise.all(ids.map((one) => codeOf(assignConversation(ana(), one, id)))).finally(remove);
    expect(codes.filter((code) => code === "done")).toHaveLength(3);
    expect(codes.filter((code) => code === "assignee_full")).toHaveLength(7);
    expect(await at.ownOf(id)).toHaveLength(3);
  });

  it("R67 W49 many together stop at the maximum, or go beyond it where that is wanted", async () => {
    const { id } = await bea(1);
    const [one, two] = [await start(), await start()];
    const deed = { type: "assign", userId: id } as const;
    expect(await doInBulk(ana(), one, deed)).toMatchObject({ type: "done" });
    expect(await codeOf(doInBulk(ana(), two, deed))).toBe("assignee_full");
    expect(await doInBulk(ana(), two, { ...deed, beyondMost: true })).toMatchObject({ type: "done" });
  });
});

describe("the next conversation", () => {
  const next = async (id: UserId) => {
    const answer = await bringNext(world.ctx(id), nextBody.parse({}));
    return answer.type === "conversation" ? answer.conversation.id : answer.because;
  };

  it("R67 W35 counts from the moment it is brought, and whoever is full is brought only what is theirs", async () => {
    const { id } = await bea(2);
    const [one, two, three] = [await start(), await start(), await start()];
    await assignConversation(ana(), two, id);
    expect(await next(id)).toBe(one);
    expect((await at.rowOf(one)).assignee_id).toBe(id);
    expect((await at.auditOf(one)).at(-1)).toMatchObject({
      action: "assignment_given",
      subject: { userName: expect.stringMatching("Member") },
    });
    await setStatus(world.ctx(id), one, { status: "pending" });
    expect(await next(id)).toBe(two);
    await setStatus(world.ctx(id), two, { status: "pending" });
    expect(await next(id)).toBe("full");
    expect(await at.rowOf(three)).toMatchObject({ assignee_id: null, lock_user_id: null });
    await setStatus(world.ctx(id), two, { status: "resolved" });
    expect(await next(id)).toBe(three);
    await setStatus(world.ctx(id), three, { status: "resolved" });
    expect(await next(id)).toBe("empty");
  });

  it("R67 without a maximum what is brought belongs to nobody yet", async () => {
    const plain = await at.team(`Team ${++count}`);
    const one = await start();
    expect(await next(plain.members[0] as UserId)).toBe(one);
    expect((await at.rowOf(one)).assignee_id).toBeNull();
  });

  it("R70 I12 who asks for the next while they are given others does not get more than their maximum", async () => {
    for (let round = 0; round < 5; round += 1) {
      await at.begin();
      const { id } = await bea(2);
      const ids = [];
      for (let n = 0; n < 6; n += 1) ids.push(await start());
      const asks = ids.slice(0, 3).map((one) => codeOf(assignConversation(ana(), one, id)));
      await Promise.all([next(id), ...asks, next(id)]);
      expect((await at.ownOf(id)).length).toBe(2);
      for (const one of ids) await openConversation(world.ctx(world.kai), one, true);
    }
  });
});
