import type { ConversationId, TopicId, UserId } from "@guichet/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildWorld, type World } from "../conversations/conversations.test-kit.ts";
import { listConversations } from "../conversations/list-conversations.ts";
import { changeTopics } from "../conversations/topics/change-topics.ts";
import { asks, groupOf, routingIn } from "./routing.test-kit.ts";

let world: World;
const at = routingIn(() => world);
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world?.close());
beforeEach(async () => await at.begin());

let people = 0;
const somebody = () => `contact-${++people}`;

/** Three teams, each led to by a topic of its own. Somebody is in the first two; in each is one person more. */
async function threeTeams() {
  const [both, other, third] = [await at.member(), await at.member(), await at.member()];
  const make = async (name: string, members: UserId[]) => {
    const topic = await at.topic();
    const team = await at.team(`${name} ${people}`, { members });
    await at.skillSet(`${name} ${people}`, [groupOf(asks("topics", "any_of", topic))], team.id);
    return { id: team.id, topic };
  };
  const sales = await make("Sales", [both, other]);
  const returns = await make("Returns", [both]);
  const legal = await make("Legal", [third]);
  await at.hear();
  /** A conversation that has come to a team. */
  const begin = async ({ topic }: { readonly topic: TopicId }): Promise<ConversationId> => {
    const { id } = await at.receive(somebody());
    await changeTopics(world.ctx(world.ana), id, { add: [topic], remove: [] });
    await at.hear();
    return id;
  };
  return { both, other, third, sales, returns, legal, begin };
}

async function seenBy(userId: UserId): Promise<ConversationId[]> {
  const page = await listConversations(world.ctx(userId), { status: "new", sort: "oldest", limit: 50 });
  return page.items.map(({ id }) => id);
}

describe("somebody in several teams", () => {
  it("R55 R66 sees what is routed to each of them, and not what is routed to another", async () => {
    const { both, other, third, sales, returns, legal, begin } = await threeTeams();
    const [sale, back, suit] = [await begin(sales), await begin(returns), await begin(legal)];
    expect((await seenBy(both)).toSorted()).toEqual([sale, back].toSorted());
    expect(await seenBy(other)).toEqual([sale]);
    expect(await seenBy(third)).toEqual([suit]);
  });

  it("R55 R67 is given what waits with each of them, up to the lowest of their maximums", async () => {
    const { both, other, sales, returns, begin } = await threeTeams();
    await at.be(other, "away");
    const ids = [await begin(sales), await begin(returns)];
    await at.maximum(sales.id, 5);
    await at.maximum(returns.id, 1);
    await at.give();
    expect(await at.ownOf(both)).toHaveLength(1);
    await at.maximum(returns.id, 5);
    await at.give();
    expect((await at.ownOf(both)).toSorted()).toEqual(ids.toSorted());
  });

  it("R55 R59 keeps what moves from one of them to the other, and loses what moves to a third", async () => {
    const { both, sales, returns, legal, begin } = await threeTeams();
    const id = await begin(sales);
    await world.database.system.updateTable("conversations").set({ assignee_id: both }).where("id", "=", id).execute();
    const swap = async (from: typeof sales, to: typeof sales) => {
      await changeTopics(world.ctx(world.ana), id, { add: [to.topic], remove: [from.topic] });
      await at.hear();
      return await at.rowOf(id);
    };
    expect(await swap(sales, returns)).toMatchObject({ team_id: returns.id, assignee_id: both });
    expect(await swap(returns, legal)).toMatchObject({ team_id: legal.id, assignee_id: null });
  });
});
