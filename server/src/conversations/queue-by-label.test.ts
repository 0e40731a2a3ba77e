import type { ConversationId, ConversationStatus, TagId, TopicId } from "@guichet/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { buildMessage, buildWorld, type World } from "./conversations.test-kit.ts";
import { countConversations } from "./count-conversations.ts";
import { listConversations } from "./list-conversations.ts";
import { readLabels } from "./queue-labels.ts";
import { setStatus } from "./set-status.ts";
import { changeTags } from "./tags/change-tags.ts";
import { changeTopics } from "./topics/change-topics.ts";

let world: World;
const topics: TopicId[] = [];
const tags: TagId[] = [];
const conversations: { id: ConversationId; topics: TopicId[]; tags: TagId[]; status: ConversationStatus }[] = [];
const STATUSES = ["new", "pending", "resolved"] as const;

beforeAll(async () => {
  world = await buildWorld();
  const { system } = world.database;
  const base = { organization_id: world.organizationId };
  for (let n = 0; n < 3; n += 1) {
    topics.push(uuidV7() as TopicId);
    tags.push(uuidV7() as TagId);
    await system
      .insertInto("topics")
      .values({ ...base, id: topics[n] as TopicId, name: `T${n}` })
      .execute();
    await system
      .insertInto("tags")
      .values({ ...base, id: tags[n] as TagId, name: `G${n}` })
      .execute();
  }
  // Every mix of some topics, some tags and a status.
  for (let n = 0; n < 48; n += 1) {
    const id = await start(`party-${n}`);
    const own = topics.filter((_, bit) => n & (1 << bit));
    const ownTags = tags.filter((_, bit) => n & (8 << bit));
    await changeTopics(world.ctx(world.kai), id, { add: own, remove: [] });
    const message = await system
      .selectFrom("messages")
      .select("id")
      .where("conversation_id", "=", id)
      .executeTakeFirstOrThrow();
    await changeTags(world.ctx(world.kai), message.id, { add: ownTags, remove: [] });
    const status = STATUSES[n % 3] ?? "new";
    await setStatus(world.ctx(world.kai), id, { status });
    conversations.push({ id, topics: own, tags: ownTags, status });
  }
});
afterAll(async () => await world.close());

async function start(from: string): Promise<ConversationId> {
  await world.receive(buildMessage(world, { from }));
  const row = await world.database.system
    .selectFrom("conversations as c")
    .innerJoin("identities as i", "i.id", "c.identity_id")
    .select("c.id")
    .where("i.external_id", "=", from)
    .executeTakeFirstOrThrow();
  return row.id;
}

it("W44 the queue by topics and tags: any of a kind, both kinds together, page by page, as the plain rule says", async () => {
  const some = <Id>(from: readonly Id[]) => fc.option(fc.subarray([...from], { minLength: 1 }), { nil: undefined });
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        topics: some(topics),
        tags: some(tags),
        status: fc.constantFrom(...STATUSES),
        sort: fc.constantFrom("oldest" as const, "newest" as const),
        limit: fc.integer({ min: 1, max: 7 }),
      }),
      async ({ topics: wantedTopics, tags: wantedTags, status, sort, limit }) => {
        const expected = conversations.filter(
          (one) =>
            one.status === status &&
            (wantedTopics === undefined || one.topics.some((id) => wantedTopics.includes(id))) &&
            (wantedTags === undefined || one.tags.some((id) => wantedTags.includes(id))),
        );
        const listed: { id: string; queueAt: string }[] = [];
        let after: string | null | undefined;
        do {
          const page = await listConversations(world.ctx(world.kai), {
            ...{ status, sort, limit, topics: wantedTopics?.join(","), tags: wantedTags?.join(",") },
            ...(after ? { after } : {}),
          });
          listed.push(...page.items);
          after = page.next;
        } while (after !== null);
        expect(listed.map((row) => row.id).toSorted()).toEqual(expected.map((one) => one.id).toSorted());
        const times = listed.map((row) => row.queueAt);
        expect(times).toEqual(sort === "oldest" ? times.toSorted() : times.toSorted().reverse());
        const counts = await countConversations(world.ctx(world.kai), {
          topics: wantedTopics?.join(","),
          tags: wantedTags?.join(","),
        });
        if (status !== "resolved") expect(counts[status]).toEqual({ count: expected.length, more: false });
      },
    ),
    { numRuns: 60, seed: 44 },
  );
});

it("W44 with an assignee as well", async () => {
  const found = await listConversations(world.ctx(world.kai), {
    ...{ status: "new", sort: "oldest", limit: 50, topics: topics.join(","), assignedTo: "me" },
  });
  expect(found.items).toEqual([]);
  const free = await listConversations(world.ctx(world.kai), {
    ...{ status: "new", sort: "oldest", limit: 50, topics: topics.join(","), assignedTo: "unassigned" },
  });
  expect(free.items).toHaveLength(conversations.filter((one) => one.status === "new" && one.topics.length > 0).length);
});

it("W44 whoever does not see the channel sees nothing of it by topic either", async () => {
  await world.database.system.deleteFrom("channel_access").where("user_id", "=", world.viewer).execute();
  const query = { status: "new", sort: "oldest", limit: 50, topics: topics.join(",") } as const;
  expect((await listConversations(world.ctx(world.viewer), query)).items).toEqual([]);
  const none = { count: 0, more: false };
  expect(await countConversations(world.ctx(world.viewer), { topics: topics.join(",") })).toEqual({
    new: none,
    pending: none,
  });
});

it("W44 comma lists are read once each; what is no id fits nothing", () => {
  const [one = "", two = ""] = topics;
  expect(readLabels({})).toBeUndefined();
  expect(readLabels({ topics: "", tags: undefined })).toBeUndefined();
  expect(readLabels({ topics: `${one},${one},${two},x` })).toEqual({ topics: [one, two] });
  expect(readLabels({ tags: "' or true --" })).toEqual({ tags: [] });
});
