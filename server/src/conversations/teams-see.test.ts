import {
  bootstrap,
  type ConversationId,
  contactView,
  crossChannelView,
  filteredCounts,
  insights,
  listConversationsAnswer,
  nextAnswer,
  searchAnswer,
  type TeamId,
  teamView,
} from "@guichet/contract";
import { CompiledQuery, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { House } from "../contacts/contacts.test-kit.ts";
import type { Db } from "../db/index.ts";
import { openSearchHouse, type SearchHouse } from "../search/search.test-kit.ts";
import { type Line, listen } from "../testing/permission/line.ts";
import type { TestPerson } from "../testing/test-app.ts";
import { listQueue } from "./conversations.sql.ts";

let house: SearchHouse;
/** One of each team; `free` reaches the channel by itself. */
let blue: TestPerson;
let red: TestPerson;
let free: TestPerson;
let [blues, reds] = ["", ""] as [TeamId, TeamId];
const system = () => house.test.app.parts.database.system;
const as: House["as"] = (...asked) => house.as(...asked);

beforeAll(async () => {
  house = await openSearchHouse();
  const { organizationId } = house.test;
  [blue, red] = [await house.test.person(organizationId, "agent"), await house.test.person(organizationId, "agent")];
  free = await house.test.person(organizationId, "agent", { [house.shop]: "supervisor" });
  [blues, reds] = [await makeTeam("Blue", blue), await makeTeam("Red", red)];
});
afterAll(async () => await house?.test.stop());

async function makeTeam(name: string, member: TestPerson): Promise<TeamId> {
  const { id } = teamView.parse((await house.admin("POST", "/teams", { name })).body);
  await house.admin("PUT", `/teams/${id}/channels`, { channelIds: [house.shop] });
  await house.admin("PUT", `/teams/${id}/members`, { members: [{ userId: member.id, role: "contributor" }] });
  return id;
}

const patchOptions = (id: string, options: Record<string, unknown>) =>
  house.admin("PATCH", `/teams/${id}/options`, options);

async function setOptions(id: TeamId, options: Record<string, unknown>): Promise<void> {
  expect((await patchOptions(id, options)).status).toBe(200);
}

/** Somebody writes, and a team (or none) has the conversation. */
async function begin(name: string, teamId: TeamId | null, text = "Hello"): Promise<ConversationId> {
  const contactId = await house.writes(name, { text });
  const { id } = await system()
    .selectFrom("conversations")
    .select("id")
    .where("contact_id", "=", contactId)
    .orderBy("id", "desc")
    .executeTakeFirstOrThrow();
  if (teamId !== null) expect((await as(free, "PUT", `/conversations/${id}/team`, { teamId })).status).toBe(200);
  return id;
}

type Told = {
  readonly type: string;
  readonly conversation?: { id: string };
  readonly conversationId?: string;
  readonly statusBefore?: string | null;
  readonly statusAfter?: string | null;
};

async function listed(person: TestPerson, query = "status=new&limit=100"): Promise<string[]> {
  const answer = await as(person, "GET", `/conversations?${query}`);
  return listConversationsAnswer.parse(answer.body).items.map((row) => row.id);
}

const worldOf = async (person: TestPerson) => bootstrap.parse((await as(person, "GET", "/bootstrap")).body);
const newOf = async (person: TestPerson): Promise<number> =>
  (await worldOf(person)).counts.channels.find((one) => one.channelId === house.shop)?.new ?? 0;

describe("a conversation that several teams could have", () => {
  it("R56 seed S24 members of its team find it; others nowhere: not in list, counts, search, history, figures, drafts, nor by its id", async () => {
    const mine = await begin("Mine", blues, "lighthouse");
    const theirs = await begin("Theirs", reds, "lighthouse");
    const nobodys = await begin("Nobodys", null, "lighthouse");
    await house.indexed();
    expect((await listed(blue)).sort()).toEqual([mine, nobodys].sort());
    expect((await listed(red)).sort()).toEqual([theirs, nobodys].sort());
    expect((await listed(free)).sort()).toEqual([mine, theirs, nobodys].sort());
    expect(await listed(blue, `status=new&teams=${reds}`)).toEqual([]);
    expect(await listed(blue, `status=new&sort=newest&teams=${blues}`)).toEqual([mine]);
    const counts = filteredCounts.parse((await as(blue, "GET", "/conversation-counts?visibility=private")).body);
    expect(counts.new).toEqual({ count: 2, more: false });
    expect([await newOf(blue), await newOf(red), await newOf(free)]).toEqual([2, 2, 3]);
    const found = searchAnswer.parse((await as(blue, "GET", "/search?q=lighthouse")).body);
    expect(found.hits.map((hit) => hit.conversation.id).sort()).toEqual([mine, nobodys].sort());
    expect(insights.parse((await as(blue, "GET", "/insights")).body).waiting).toBe(2);
    for (const path of ["", "/messages", "/cross-channel", "/assignees"])
      expect((await as(blue, "GET", `/conversations/${theirs}${path}`)).status, path).toBe(404);
    for (const [method, path, body] of [
      ["PUT", "/status", { status: "pending" }],
      ["PUT", "/assignee", { userId: blue.id }],
      ["PUT", "/draft", { kind: "reply", text: "x", attachmentIds: [], replyToId: null }],
      ["POST", "/open", {}],
    ] as const)
      expect((await as(blue, method, `/conversations/${theirs}${path}`, body)).status, path).toBe(404);
    expect((await as(red, "POST", `/conversations/${theirs}/open`, {})).status).toBe(200);
  });

  it("R56 what another team had with the same contact is not above the conversation, nor in the contact's history", async () => {
    const first = await begin("Rover", reds, "to the red ones");
    await as(free, "POST", `/conversations/${first}/open`, { steal: true });
    expect((await as(free, "PUT", `/conversations/${first}/status`, { status: "resolved" })).status).toBe(200);
    const second = await begin("Rover", blues, "to the blue ones");
    expect(second).not.toBe(first);
    const read = async (person: TestPerson) =>
      JSON.stringify((await as(person, "GET", `/conversations/${second}`)).body);
    expect(await read(blue)).not.toContain("to the red ones");
    expect(await read(free)).toContain("to the red ones");
    const { contact_id } = await system()
      .selectFrom("conversations")
      .select("contact_id")
      .where("id", "=", second)
      .executeTakeFirstOrThrow();
    const history = async (person: TestPerson) =>
      contactView.parse((await as(person, "GET", `/contacts/${contact_id}`)).body);
    expect((await history(blue)).history.map((one) => one.conversationId)).toEqual([second]);
    expect((await history(blue)).moreElsewhere).toBe(true);
    expect((await history(free)).history).toHaveLength(2);
    const across = crossChannelView.parse((await as(blue, "GET", `/conversations/${second}/cross-channel`)).body);
    expect(across.channels).toMatchObject([{ conversations: 1, newestId: second }]);
  });

  it("R56 R68 S14 the live feed tells of it to those who see it, and of its leaving to those who saw it; counters stay right", async () => {
    await setOptions(blues, { queueFilters: false });
    const id = await begin("Wanderer", blues);
    const lines: Line<TestPerson>[] = [];
    for (const person of [blue, red, free])
      lines.push(await listen(house.test.base, person, BigInt((await worldOf(person)).position)));
    const [ofBlue, ofRed, ofFree] = lines as [Line<TestPerson>, Line<TestPerson>, Line<TestPerson>];
    const told = (line: Line<TestPerson>, of = id): Told[] =>
      line.frames
        .map((frame): Told => JSON.parse(frame))
        .filter((frame) => frame.conversation?.id === of || frame.conversationId === of);
    /** What was still on its way before may come first: it ends with this. */
    const hears = async (line: Line<TestPerson>, last: Told): Promise<void> =>
      await expect.poll(() => told(line).at(-1)).toMatchObject(last);
    /** What others' deeds have set off may still move something: the figure follows the list. */
    const counts = async (seen: boolean): Promise<void> => {
      await expect.poll(async () => (await newOf(blue)) - (await listed(blue)).length).toBe(0);
      expect((await listed(blue)).includes(id)).toBe(seen);
    };
    await counts(true);
    await as(free, "PUT", `/conversations/${id}/assignee`, { userId: free.id });
    const hidden = { type: "conversation_hidden", conversationId: id, statusBefore: "new", statusAfter: null };
    await hears(ofBlue, hidden);
    await hears(ofFree, { type: "conversation", statusBefore: "new", statusAfter: "new" });
    await counts(false);
    await as(free, "PUT", `/conversations/${id}/assignee`, { userId: null });
    await hears(ofBlue, { type: "conversation", statusBefore: null, statusAfter: "new" });
    await counts(true);
    // Red's own work is heard of after all that.
    const theirs = await begin("Red's own", reds);
    await expect.poll(() => told(ofRed, theirs).at(-1)?.type).toBe("conversation");
    expect(told(ofRed).at(-1)?.type).not.toBe("conversation");
    expect(JSON.stringify(told(ofRed))).not.toContain(free.id);
    for (const line of lines) line.socket.terminate();
    await setOptions(blues, { queueFilters: true });
  });
});

describe("options of a team", () => {
  it("R66 W167 seeing only what is routed to it is on from the start; switched off, its members see the whole channel", async () => {
    const theirs = await begin("Opened", reds);
    const view = teamView.parse((await house.admin("GET", `/teams/${blues}`)).body);
    expect(view.options).toEqual({
      ...{ routedOnly: true, queueFilters: true, channelsFilter: true, queueOrder: null, mostAssigned: null },
    });
    expect(await listed(blue)).not.toContain(theirs);
    await setOptions(blues, { routedOnly: false });
    expect(await listed(blue)).toContain(theirs);
    expect(await newOf(blue)).toBe((await listed(blue)).length);
    await setOptions(blues, { routedOnly: true });
    expect(await listed(blue)).not.toContain(theirs);
  });

  it("R68 W166 with the queue filters off members see what is unassigned and what is theirs, not what colleagues have", async () => {
    const [own, colleagues] = [await begin("Own work", blues), await begin("Others' work", blues)];
    await as(free, "PUT", `/conversations/${own}/assignee`, { userId: blue.id });
    await as(free, "PUT", `/conversations/${colleagues}/assignee`, { userId: free.id });
    expect(await listed(blue)).toEqual(expect.arrayContaining([own, colleagues]));
    await setOptions(blues, { queueFilters: false });
    const seen = await listed(blue);
    expect(seen).toContain(own);
    expect(seen).not.toContain(colleagues);
    expect((await as(blue, "GET", `/conversations/${colleagues}`)).status).toBe(404);
    expect(await newOf(blue)).toBe(seen.length);
    await setOptions(blues, { queueFilters: true });
  });

  it("R56 W70 only somebody who will see it can be given a conversation, and the next one brought is one's own team's", async () => {
    const theirs = await begin("For red alone", reds);
    const answer = await as(free, "PUT", `/conversations/${theirs}/assignee`, { userId: blue.id });
    expect(answer.body).toMatchObject({ error: { code: "assignee_without_access" } });
    const offered = JSON.stringify((await as(free, "GET", `/conversations/${theirs}/assignees`)).body);
    expect(offered).not.toContain(blue.id);
    expect(offered).toContain(red.id);
    await system().updateTable("conversations").set({ status: "resolved" }).where("team_id", "=", blues).execute();
    await system().updateTable("conversations").set({ status: "resolved" }).where("team_id", "is", null).execute();
    await as(blue, "PUT", "/me/presence", { presence: "available" });
    const next = nextAnswer.parse((await as(blue, "POST", "/next-conversation", {})).body);
    expect(next).toEqual({ type: "none", because: "empty" });
  });

  it("R09 seed S11 whoever leaves the team loses what it gave them, with a line by the System", async () => {
    const id = await begin("Left behind", reds);
    await as(free, "PUT", `/conversations/${id}/assignee`, { userId: red.id });
    const both = [blue, red].map((person) => ({ userId: person.id, role: "contributor" }));
    await house.admin("PUT", `/teams/${blues}/members`, { members: both });
    await house.admin("PUT", `/teams/${reds}/members`, { members: [] });
    for (const end = Date.now() + 30_000; ; await new Promise((resolve) => setTimeout(resolve, 30))) {
      const row = await system().selectFrom("conversations").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
      if (row.assignee_id === null) break;
      if (Date.now() > end) throw new Error("the assignment stays");
    }
    await house.admin("PUT", `/teams/${reds}/members`, { members: [{ userId: red.id, role: "contributor" }] });
  });

  it("W165 S27 options out of range, of an unknown team or by an Agent are refused with the field", async () => {
    for (const wrong of [
      { mostAssigned: 0 },
      { mostAssigned: 501 },
      { mostAssigned: 2.5 },
      { queueOrder: "random" },
      { other: true },
    ])
      expect((await patchOptions(blues, wrong)).status, JSON.stringify(wrong)).toBe(400);
    expect((await patchOptions("01234567-89ab-7def-8123-456789abcdef", {})).status).toBe(404);
    expect((await as(free, "PATCH", `/teams/${blues}/options`, { routedOnly: false })).status).toBe(403);
  });
});

it("R56 a member's queue is read from the index of their teams, however much other teams have", async () => {
  const id = await begin("Seed", reds);
  await sql`
    insert into conversations (organization_id, id, channel_id, identity_id, contact_id, visibility, thread_key, status, queue_at, last_seq, created_at, team_id)
    select c.organization_id, gen_random_uuid(), c.channel_id, c.identity_id, c.contact_id, 'private', n::text, 'new',
      now() - n * interval '1 second', 1, now(), case when n % 100 = 0 then ${blues}::uuid else ${reds}::uuid end
    from conversations c, generate_series(1, 20000) n where c.id = ${id}`.execute(system());
  await sql`analyze conversations`.execute(system());
  expect(new Set(await teamsOf(await listed(blue, "status=new&limit=50")))).toEqual(new Set([blues]));
  const asked: CompiledQuery[] = [];
  const executeQuery = async (query: CompiledQuery) => {
    asked.push(query);
    return { rows: [] };
  };
  const ctx = { db: { executeQuery } as unknown as Db, organizationId: house.test.organizationId };
  await listQueue(ctx, blue.id, { status: "new", order: "priority", limit: 51 });
  const [query] = asked;
  const text = `explain (analyze, format json) ${query?.sql}`;
  const plan = JSON.stringify(
    (await system().executeQuery(CompiledQuery.raw(text, [...(query?.parameters ?? [])]))).rows,
  );
  expect(plan).toContain("conversations_team_new");
  const removed = [...plan.matchAll(/"Rows Removed by Filter":(\d+)/g)].map(([, rows]) => Number(rows));
  expect(Math.max(0, ...removed)).toBeLessThan(500);
});

async function teamsOf(ids: readonly string[]): Promise<(TeamId | null)[]> {
  expect(ids).toHaveLength(50);
  const rows = await sql<{ team_id: TeamId | null }>`
    select distinct team_id from conversations where id = any(${[...ids]}::uuid[])`.execute(system());
  return rows.rows.map((row) => row.team_id);
}
