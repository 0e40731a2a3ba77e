import type {
  ChannelId,
  ContactGroupId,
  ContactId,
  ConversationId,
  ConversationStatus,
  IdentityId,
  QueueFilterQuery,
  TeamId,
  TopicId,
  UserId,
} from "@guichet/contract";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { buildWorld, type World } from "./conversations.test-kit.ts";
import { countConversations } from "./count-conversations.ts";
import { listConversations } from "./list-conversations.ts";

const MINUTE = 60_000;
const NOW = Date.parse("2026-11-28T12:00:00.000Z");
const STATUSES = ["new", "pending", "resolved"] as const;

type Plain = {
  readonly id: ConversationId;
  readonly channelId: ChannelId;
  readonly status: ConversationStatus;
  readonly visibility: "public" | "private";
  readonly assignee: UserId | null;
  readonly team: TeamId | null;
  readonly topics: TopicId[];
  readonly vip: boolean;
  readonly groups: ContactGroupId[];
  /** Minutes in the queue; New: minutes the contact has waited, unless nobody waits. */
  readonly age: number;
  readonly waits: boolean;
};
type Wanted = {
  readonly assignedTo?: readonly string[] | undefined;
  readonly teams?: readonly string[] | undefined;
  readonly topics?: readonly string[] | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly vip?: boolean | undefined;
  readonly visibility?: "public" | "private" | undefined;
  readonly waiting?: "15m" | "1h" | "4h" | "1d" | undefined;
};

let world: World;
let hidden: ChannelId;
const topic = uuidV7() as TopicId;
const teams = [uuidV7() as TeamId, uuidV7() as TeamId];
const groups = [uuidV7() as ContactGroupId, uuidV7() as ContactGroupId];
const gone = uuidV7();
const all: Plain[] = [];

beforeAll(async () => {
  world = await buildWorld();
  world.clock.at = new Date(NOW);
  hidden = await addChannel();
  const { system } = world.database;
  const base = { organization_id: world.organizationId };
  await system
    .insertInto("topics")
    .values({ ...base, id: topic, name: "Delivery" })
    .execute();
  for (const id of teams)
    await system
      .insertInto("teams")
      .values({ ...base, id, name: `Team ${id}` })
      .execute();
  for (const id of groups)
    await sql`insert into contact_groups (organization_id, id, name, rule, marks_vip, created_at, changed_at)
      values (${world.organizationId}, ${id}, ${id}, '{"type":"all","nodes":[]}', false, now(), now())`.execute(system);
  const ages = [5, 20, 90, 300, 2000];
  for (let n = 0; n < 120; n += 1) {
    await add({
      id: uuidV7() as ConversationId,
      channelId: n % 5 === 0 ? hidden : world.channelId,
      status: STATUSES[n % 3] ?? "new",
      visibility: n % 4 === 0 ? "public" : "private",
      assignee: n % 3 === 2 ? null : ([null, world.kai, world.ana][(n >> 1) % 3] ?? null),
      team: [null, ...teams][(n >> 2) % 3] ?? null,
      topics: n % 2 === 0 ? [topic] : [],
      vip: n % 7 === 0,
      groups: groups.filter((_, bit) => n & (1 << bit)),
      age: ages[n % ages.length] ?? 5,
      waits: n % 11 !== 0,
    });
  }
});
afterAll(async () => await world.close());

async function addChannel(): Promise<ChannelId> {
  const id = uuidV7() as ChannelId;
  const { system } = world.database;
  await system
    .insertInto("channels")
    .values({
      organization_id: world.organizationId,
      id,
      endpoint_id: world.endpointId,
      platform: "api",
      external_id: id,
      name: "Hidden",
      settings: "{}",
      secrets: "{}",
    })
    .execute();
  return id;
}

/** Straight into the table: as odd as rows can be, and the triggers that keep labels do their part. */
async function add(one: Plain): Promise<void> {
  const { system } = world.database;
  const base = { organization_id: world.organizationId };
  const contact = uuidV7() as ContactId;
  const identity = uuidV7() as IdentityId;
  const at = new Date(NOW - one.age * MINUTE);
  await sql`insert into contacts (organization_id, id, name, vip) values (${world.organizationId}, ${contact}, 'Anna', ${one.vip})`.execute(
    system,
  );
  await sql`insert into identities (organization_id, id, contact_id, channel_id, external_id)
    values (${world.organizationId}, ${identity}, ${contact}, ${one.channelId}, ${identity})`.execute(system);
  for (const group of one.groups)
    await sql`insert into contact_group_members (organization_id, group_id, contact_id)
      values (${world.organizationId}, ${group}, ${contact})`.execute(system);
  await system
    .insertInto("conversations")
    .values({
      ...base,
      id: one.id,
      channel_id: one.channelId,
      identity_id: identity,
      contact_id: contact,
      visibility: one.visibility,
      status: one.status,
      queue_at: at,
      waiting_since: one.status === "new" && one.waits ? at : null,
      assignee_id: one.assignee,
      team_id: one.team,
      topic_ids: one.topics,
      created_at: at,
      last_message: JSON.stringify(null),
      undo: JSON.stringify(null),
      resolution_reason: null,
      resolution_reason_id: null,
      resolution_comment: null,
      resolve_at: null,
      boomerang_at: null,
      boomerang_note: null,
      boomerang_by: null,
      lock_user_id: null,
      lock_at: null,
      last_inbound_at: null,
      subject: null,
    })
    .execute();
  all.push(one);
}

/** The rule in words of one syllable. */
function fits(one: Plain, wanted: Wanted, me: UserId): boolean {
  const open = one.status !== "resolved";
  const minutes = { "15m": 15, "1h": 60, "4h": 240, "1d": 1440 };
  const assigned = (word: string): boolean => {
    if (word === "unassigned") return one.assignee === null;
    if (word === "others") return one.assignee !== null && one.assignee !== me;
    return one.assignee === (word === "me" ? me : word);
  };
  return [
    !open || wanted.assignedTo === undefined || wanted.assignedTo.some(assigned),
    wanted.teams === undefined || wanted.teams.includes(one.team ?? "none"),
    wanted.topics === undefined || one.topics.some((id) => wanted.topics?.includes(id)),
    wanted.groups === undefined || one.groups.some((id) => wanted.groups?.includes(id)),
    wanted.vip !== true || one.vip,
    wanted.visibility === undefined || one.visibility === wanted.visibility,
    !open ||
      wanted.waiting === undefined ||
      (one.age >= minutes[wanted.waiting] && (one.status === "pending" || one.waits)),
  ].every(Boolean);
}

function toQuery(wanted: Wanted): QueueFilterQuery {
  return {
    assignedTo: wanted.assignedTo?.join(","),
    teams: wanted.teams?.join(","),
    topics: wanted.topics?.join(","),
    groups: wanted.groups?.join(","),
    ...(wanted.vip ? { vip: "yes" as const } : {}),
    visibility: wanted.visibility,
    waiting: wanted.waiting,
  };
}

async function listAll(me: UserId, query: QueueFilterQuery, more: { status: ConversationStatus; limit?: number }) {
  const found: { id: string; queueAt: string }[] = [];
  let pages = 0;
  for (let after: string | null | undefined; after !== null; pages += 1) {
    const page = await listConversations(world.ctx(me), {
      ...{ sort: "oldest" as const, limit: 7, ...query, ...more },
      ...(after === undefined ? {} : { after }),
    });
    found.push(...page.items);
    after = page.next;
    expect(page.lookedTo === null).toBe(after === null);
  }
  return { found, pages };
}

describe("the filters of the queue", () => {
  it("W42 W43 W44 W45 W46 every mix of filters gives what the plain rule says, page by page, and the counts agree", async () => {
    const some = (from: readonly string[]) => fc.option(fc.subarray([...from], { minLength: 1 }), { nil: undefined });
    const wanted = fc.record({
      assignedTo: some(["unassigned", "me", "others", world.ana, gone]),
      teams: some(["none", ...teams, gone]),
      topics: some([topic, gone]),
      groups: some([...groups, gone]),
      vip: fc.boolean(),
      visibility: fc.constantFrom("public" as const, "private" as const, undefined),
      waiting: fc.constantFrom("15m" as const, "1h" as const, "4h" as const, "1d" as const, undefined),
    });
    let filled = 0;
    await fc.assert(
      fc.asyncProperty(wanted, fc.constantFrom(...STATUSES), async (filter, status) => {
        // Kai sees one of the two channels.
        const expected = all.filter(
          (one) => one.status === status && one.channelId !== hidden && fits(one, filter, world.kai),
        );
        filled += expected.length > 0 ? 1 : 0;
        const { found } = await listAll(world.kai, toQuery(filter), { status });
        expect(found.map((row) => row.id).toSorted()).toEqual(expected.map((one) => one.id).toSorted());
        const times = found.map((row) => row.queueAt);
        expect(times).toEqual(times.toSorted());
        const counts = await countConversations(world.ctx(world.kai), toQuery(filter));
        if (status !== "resolved") expect(counts[status]).toEqual({ count: expected.length, more: false });
      }),
      { numRuns: 120, seed: 43 },
    );
    expect(filled).toBeGreaterThan(20);
  });

  it("W43 what names nothing that is there fits nothing, and is no error", async () => {
    for (const query of [{ teams: gone }, { teams: "x" }, { groups: "x" }, { topics: gone }, { channels: gone }])
      expect((await listAll(world.kai, query, { status: "new" })).found, JSON.stringify(query)).toEqual([]);
    expect((await listAll(world.kai, { teams: "none,x" }, { status: "new" })).found.length).toBeGreaterThan(0);
  });

  it("I22 nobody is told of a channel they do not see, by whatever filter", async () => {
    const query = { channels: hidden, teams: "none", visibility: "private" as const };
    const none = { count: 0, more: false };
    expect((await listAll(world.kai, query, { status: "new" })).found).toEqual([]);
    expect(await countConversations(world.ctx(world.kai), query)).toEqual({ new: none, pending: none });
  });

  it("W46 a filter that fits little is looked for in steps, none is left out, and counts say when they stop", async () => {
    const crowd = await addChannel();
    await world.database.system
      .insertInto("channel_access")
      .values({ organization_id: world.organizationId, channel_id: crowd, user_id: world.ana, role: "viewer" })
      .execute();
    const crowded = 21_000;
    await fill(crowd, crowded);
    for (const sort of ["oldest", "newest"] as const) {
      const query = { channels: crowd, visibility: "public" as const, sort };
      const { found, pages } = await listAll(world.ana, query, { status: "resolved", limit: 50 });
      expect(found).toHaveLength(3);
      // One after the other through all of them, a few thousand at a time.
      expect(pages).toBe(Math.floor(crowded / 4000) + 1);
      const times = found.map((row) => row.queueAt);
      expect(times).toEqual(sort === "oldest" ? times.toSorted() : times.toSorted().reverse());
    }
    await sql`update conversations set status = 'new', waiting_since = queue_at where channel_id = ${crowd}`.execute(
      world.database.system,
    );
    const counts = await countConversations(world.ctx(world.ana), { channels: crowd, visibility: "private" });
    expect(counts.new.more).toBe(true);
    expect(counts.new.count).toBeGreaterThan(19_000);
    expect(counts.pending).toEqual({ count: 0, more: false });
    // Named people have an index of their own: looked at to the end in one step.
    const mine = await listAll(world.ana, { channels: crowd, assignedTo: "me" }, { status: "new" });
    expect(mine).toEqual({ found: [], pages: 1 });
  }, 60_000);
});

/** Many conversations of one contact, three of them public. */
async function fill(channel: ChannelId, many: number): Promise<void> {
  const one = all[0];
  await sql`
    insert into conversations (organization_id, id, channel_id, identity_id, contact_id, visibility, thread_key, status, queue_at, created_at)
    select c.organization_id, gen_random_uuid(), ${channel}, c.identity_id, c.contact_id,
      case when n % 7000 = 6999 then 'public' else 'private' end, 'filled ' || n, 'resolved',
      ${new Date(NOW)}::timestamptz - n * interval '1 minute', now()
    from conversations c, generate_series(1, ${many}::int) n where c.id = ${one?.id}`.execute(world.database.system);
}
