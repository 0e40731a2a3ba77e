import { type ConversationId, nextBody, type UserId } from "@guichet/contract";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { assignConversation } from "../assign-conversation.ts";
import { conversationOf } from "../conversations.look.test-kit.ts";
import { buildMessage, buildWorld, type World } from "../conversations.test-kit.ts";
import { leaveConversation, openConversation } from "../hold-conversation.ts";
import { setStatus } from "../set-status.ts";
import { viewConversation } from "../view-conversation.ts";
import { bringNext } from "./bring-next.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());
beforeEach(async () => {
  world.clock.at = new Date("2026-05-04T09:00:00.000Z");
  // What other tests left is out of the queue.
  await world.database.system.updateTable("conversations").set({ status: "resolved", lock_user_id: null }).execute();
  for (const id of [world.kai, world.ana, world.viewer]) await be(id, "available");
});

let people = 0;

async function start(count = 1): Promise<ConversationId[]> {
  const ids = [];
  for (let n = 0; n < count; n += 1) {
    people += 1;
    const from = `next-${people}`;
    world.clock.pass(1000);
    await world.receive(buildMessage(world, { from, occurredAt: world.now().getTime() }));
    ids.push(await conversationOf(world, from));
  }
  return ids;
}

async function be(id: UserId, presence: "available" | "away" | "offline"): Promise<void> {
  await world.database.system.updateTable("users").set({ presence }).where("id", "=", id).execute();
}

const next = (userId: UserId, wish: object = {}) => bringNext(world.ctx(userId), nextBody.parse(wish));

async function broughtTo(userId: UserId, wish: object = {}): Promise<string> {
  const answer = await next(userId, wish);
  return answer.type === "conversation" ? answer.conversation.id : answer.because;
}

async function holderOf(id: ConversationId | undefined): Promise<string | null> {
  const row = await world.database.system
    .selectFrom("conversations")
    .select("lock_user_id")
    .where("id", "=", id as ConversationId)
    .executeTakeFirstOrThrow();
  return row.lock_user_id;
}

describe("the next conversation", () => {
  it("W35 is the one that waits longest, opened and held for whoever is Available", async () => {
    const [one, two] = await start(2);
    const answer = await next(world.kai);
    expect(answer).toMatchObject({ type: "conversation", conversation: { id: one, lock: { id: world.kai } } });
    expect(await broughtTo(world.ana)).toBe(two);
    const opened = await world.database.system
      .selectFrom("event_inbox")
      .select("data")
      .where("type", "=", "conversation.opened")
      .where("conversation_id", "=", one as ConversationId)
      .execute();
    expect(opened.map(({ data }) => (data as { userId: string }).userId)).toEqual([world.kai]);
  });

  it("W37 whoever is Away or signed out is brought nothing, and nothing is held", async () => {
    const [one] = await start();
    for (const presence of ["away", "offline"] as const) {
      await be(world.kai, presence);
      expect(await broughtTo(world.kai)).toBe("away");
    }
    expect(await holderOf(one)).toBeNull();
  });

  it("W36 after one that is done comes the next, never the same; it stays held until its new status is there", async () => {
    const [one, two] = await start(2);
    expect(await broughtTo(world.kai)).toBe(one);
    expect(await broughtTo(world.kai, { done: one })).toBe(two);
    expect([await holderOf(one), await holderOf(two)]).toEqual([world.kai, world.kai]);
    await setStatus(world.ctx(world.kai), one as ConversationId, { status: "resolved" });
    expect([await holderOf(one), await holderOf(two)]).toEqual([null, world.kai]);
    expect(await broughtTo(world.kai, { done: two })).toBe("empty");
    expect(await holderOf(two)).toBe(world.kai);
  });

  it("W36 who has taken one out of the middle goes on below it, in either order, and at the end from the top", async () => {
    const [one, two, three, four] = await start(4);
    const placeOf = async (id: ConversationId | undefined): Promise<object> => {
      const { conversation } = await viewConversation(world.ctx(world.kai), id as ConversationId);
      return { done: id, below: { queueAt: conversation.queueAt, id } };
    };
    expect(await broughtTo(world.kai, await placeOf(two))).toBe(three);
    expect(await broughtTo(world.kai, { ...(await placeOf(three)), sort: "newest" })).toBe(two);
    await openConversation(world.ctx(world.ana), three as ConversationId, true);
    expect(await broughtTo(world.kai, await placeOf(two))).toBe(four);
    const last = await placeOf(four);
    await setStatus(world.ctx(world.kai), four as ConversationId, { status: "resolved" });
    expect(await broughtTo(world.kai, last)).toBe(one);
  });

  it("W35 with something open elsewhere nothing is brought; left, it is", async () => {
    const [one, two] = await start(2);
    await openConversation(world.ctx(world.kai), two as ConversationId, false);
    expect(await broughtTo(world.kai)).toBe("busy");
    await leaveConversation(world.ctx(world.kai), two as ConversationId);
    expect(await broughtTo(world.kai)).toBe(one);
  });

  it("W35 what others hold, or what is theirs, is passed over; one's own is not", async () => {
    const [one, two, three, four] = await start(4);
    await openConversation(world.ctx(world.ana), one as ConversationId, false);
    await assignConversation(world.ctx(world.ana), two as ConversationId, world.ana);
    await assignConversation(world.ctx(world.ana), three as ConversationId, world.kai);
    expect(await broughtTo(world.kai)).toBe(three);
    expect(await broughtTo(world.kai, { done: three })).toBe(four);
    expect(await broughtTo(world.kai, { done: four })).toBe("empty");
  });

  it("W35 by the filters and the order of one's own queue", async () => {
    const [one, two, three] = await start(3);
    await assignConversation(world.ctx(world.ana), two as ConversationId, world.kai);
    expect(await broughtTo(world.kai, { assignedTo: "me" })).toBe(two);
    expect(await broughtTo(world.kai, { done: two, sort: "newest" })).toBe(three);
    expect(await broughtTo(world.kai, { done: three, topics: uuidV7() })).toBe("empty");
    expect(await broughtTo(world.kai, { done: three, channels: uuidV7() })).toBe("empty");
    expect(await broughtTo(world.kai, { done: three })).toBe(one);
  });

  it("W12 a Viewer, who may answer nothing, is brought nothing", async () => {
    await start();
    expect(await broughtTo(world.viewer)).toBe("empty");
  });

  it("a row that somebody only writes to for a moment is waited for, not called an empty queue", async () => {
    const [one] = await start();
    const asked = world.database.system.transaction().execute(async (trx) => {
      await trx
        .selectFrom("conversations")
        .select("id")
        .where("id", "=", one as ConversationId)
        .forUpdate()
        .execute();
      const brought = broughtTo(world.kai);
      await new Promise((resolve) => setTimeout(resolve, 150));
      return { brought };
    });
    expect(await (await asked).brought).toBe(one);
  });

  it("W81 two tabs that ask at once are brought one conversation", async () => {
    await start(3);
    const answers = await Promise.all([broughtTo(world.kai), broughtTo(world.kai), broughtTo(world.kai)]);
    expect(answers.filter((answer) => answer === "busy")).toHaveLength(2);
  });
});

describe("many agents at one instant", () => {
  let agents: UserId[];
  beforeAll(async () => {
    agents = Array.from({ length: 9 }, () => uuidV7() as UserId);
    const { system } = world.database;
    for (const [n, id] of agents.entries()) {
      const person = { email: `agent-${n}@example.org`, first_name: `Agent ${n}`, last_name: "Many" };
      await system
        .insertInto("users")
        .values({ organization_id: world.organizationId, id, ...person, account_role: "agent", preferences: "{}" })
        .execute();
      await system
        .insertInto("channel_access")
        .values({
          organization_id: world.organizationId,
          channel_id: world.channelId,
          user_id: id,
          role: "contributor",
        })
        .execute();
      await be(id, "available");
    }
  });

  it("W35 I12 none gets what another has, none goes away empty while something is free, and each holds what it was told", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 2, max: 9 }), async (waiting, asking) => {
        await world.database.system
          .updateTable("conversations")
          .set({ status: "resolved", lock_user_id: null })
          .execute();
        const ids = await start(waiting);
        const some = agents.slice(0, asking);
        const answers = await Promise.all(some.map((id) => broughtTo(id)));
        const brought = answers.filter((answer) => answer !== "empty");
        expect(new Set(brought).size).toBe(brought.length);
        expect(brought).toHaveLength(Math.min(waiting, asking));
        expect(ids).toEqual(expect.arrayContaining(brought));
        for (const [n, answer] of answers.entries())
          if (answer !== "empty") expect(await holderOf(answer as ConversationId)).toBe(some[n]);
      }),
      { numRuns: 12 },
    );
  });

  it("W36 I12 a whole queue is worked off by many at once: each conversation by one agent, once", async () => {
    const ids = await start(30);
    const worked: string[] = [];
    const shift = async (id: UserId): Promise<void> => {
      let done: string | null = null;
      for (;;) {
        const answer = await broughtTo(id, { done });
        if (answer === "empty") return;
        worked.push(answer);
        await setStatus(world.ctx(id), answer as ConversationId, { status: "resolved" });
        done = answer;
      }
    };
    await Promise.all(agents.map(shift));
    expect(worked.toSorted()).toEqual(ids.toSorted());
    const [first] = ids;
    const lines = (await viewConversation(world.ctx(world.kai), first as ConversationId)).entries;
    expect(lines.filter((entry) => entry.type === "audit" && entry.action === "lock_stolen")).toEqual([]);
  });
});
