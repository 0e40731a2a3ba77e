import {
  type ChannelId,
  type ConversationId,
  insertedItem,
  type KnowledgeCollectionView,
  type TeamId,
} from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertItem } from "../conversations/insert-item.ts";
import type { Ctx } from "../db/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { startTestApp, type TestApp, type TestPerson } from "../testing/test-app.ts";
import { knowledgeKit } from "./knowledge.test-kit.ts";

let test: TestApp;
let kit: ReturnType<typeof knowledgeKit>;
let shop: ChannelId;
let press: ChannelId;
let agent: TestPerson;
let conversation: ConversationId;
let shelf: KnowledgeCollectionView;
beforeAll(async () => {
  test = await startTestApp();
  kit = knowledgeKit(test);
  shop = await test.apiChannel(test.organizationId);
  press = await test.apiChannel(test.organizationId);
  agent = await test.person(test.organizationId, "agent", { [shop]: "contributor" });
  conversation = await kit.conversation(test.organizationId, shop, "Kai Wong", { "Order number": "L-4711" });
  shelf = await kit.collection({ name: "Shelf" });
});
afterAll(async () => await test?.stop());

const titles = async (as: TestPerson, where = conversation, search = "") =>
  (await kit.usable(as, where, search)).map((item) => item.title);
const call = (method: string, path: string, body?: unknown, as: TestPerson = test.admin) =>
  test.call(method, `/api/v1${path}`, { as, ...(body === undefined ? {} : { body }) });
const ctxOf = (person: TestPerson): Ctx => ({
  db: test.app.parts.database.of(test.organizationId),
  organizationId: test.organizationId,
  actor: { type: "user", id: person.id },
  now: () => new Date(),
  log: test.app.parts.log,
});

describe("who may use what", () => {
  it("W131 items show in conversations of the collection's channels only", async () => {
    const own = await kit.collection({ allChannels: false, channelIds: [press] });
    const item = await kit.item({ collectionId: own.id, title: "For the press" });
    const reporter = await test.person(test.organizationId, "agent", { [shop]: "viewer", [press]: "viewer" });
    const there = await kit.conversation(test.organizationId, press, "Dora");
    expect(await titles(reporter)).not.toContain("For the press");
    expect(await titles(reporter, there)).toContain("For the press");
    expect((await kit.insert(reporter, conversation, item.id)).status).toBe(404);
    expect((await kit.insert(reporter, there, item.id)).status).toBe(201);
    // Not even there for somebody who does not see the conversation.
    expect((await kit.insert(agent, there, item.id)).status).toBe(404);
    expect((await call("GET", `/conversations/${there}/knowledge`, undefined, agent)).status).toBe(404);
  });

  it("W132 S09 a collection for teams shows to their members only, not to who has access by channels, an Admin included", async () => {
    const { database } = test.app.parts;
    const teamId = uuidV7() as TeamId;
    await database.system
      .insertInto("teams")
      .values({ organization_id: test.organizationId, id: teamId, name: "Experts" })
      .execute();
    const own = await kit.collection({ onlyTeams: true, teamIds: [teamId] });
    const item = await kit.item({ collectionId: own.id, title: "For experts" });
    const member = await test.person(test.organizationId, "agent", { [shop]: "contributor" });
    const boss = await test.person(test.organizationId, "admin", { [shop]: "supervisor" });
    await call("PUT", `/teams/${teamId}/channels`, { channelIds: [shop] });
    await call("PUT", `/teams/${teamId}/members`, { members: [{ userId: member.id, role: "contributor" }] });
    expect(await titles(member)).toContain("For experts");
    for (const other of [agent, boss]) {
      expect(await titles(other)).not.toContain("For experts");
      expect((await kit.insert(other, conversation, item.id)).status).toBe(404);
    }
    // Out of the team: gone at the next request, and with it the file.
    await call("PUT", `/users/${member.id}/access`, {
      accessMode: "channels",
      channels: [{ channelId: shop, role: "contributor" }],
    });
    expect(await titles(member)).not.toContain("For experts");
    expect((await kit.insert(member, conversation, item.id)).status).toBe(404);
    await call("DELETE", `/teams/${teamId}`);
    expect(await titles(agent)).not.toContain("For experts");
  });

  it("W133 drafts of articles, deleted items and items of deleted collections are not offered", async () => {
    const own = await kit.collection();
    const draft = await kit.item({ collectionId: own.id, kind: "article", title: "Draft" });
    const gone = await kit.item({ collectionId: own.id, title: "Gone" });
    await call("DELETE", `/knowledge-items/${gone.id}`);
    const left = await kit.item({ collectionId: own.id, title: "Left" });
    const offered = await titles(agent);
    expect(offered).toContain("Left");
    for (const title of ["Draft", "Gone"]) expect(offered).not.toContain(title);
    await call("DELETE", `/knowledge-collections/${own.id}`, { moveItemsTo: null });
    expect(await titles(agent)).not.toContain("Left");
    for (const item of [draft, gone, left]) expect((await kit.insert(agent, conversation, item.id)).status).toBe(404);
  });
});

describe("searching and inserting", () => {
  it("W133 words in the title come before words in the text, then what is used most", async () => {
    const own = await kit.collection();
    await kit.item({ collectionId: own.id, title: "Shades", text: "zeppelin lamps have none" });
    const often = await kit.item({ collectionId: own.id, title: "Our Zeppelin lamp", text: "x" });
    await kit.item({ collectionId: own.id, title: "A zeppelin", text: "x" });
    await kit.item({ collectionId: own.id, title: "Zéppelin", text: "x" });
    await kit.insert(agent, conversation, often.id);
    expect(await titles(agent, conversation, "zeppelin")).toEqual([
      "Zéppelin",
      "Our Zeppelin lamp",
      "A zeppelin",
      "Shades",
    ]);
  });

  it("W135 placeholders are filled from the contact and the agent; a fallback or a gap stands for what is unknown", async () => {
    const item = await kit.item({
      collectionId: shelf.id,
      title: "Greeting",
      text: "Hello {{contact.first_name|there}}, {{attribute.Order number}} leaves {{attribute.Day}}. {{agent.first_name}}",
    });
    const inserted = await kit.insert(agent, conversation, item.id);
    expect(inserted.body).toEqual({ text: "Hello Kai, L-4711 leaves ⟦Day⟧. Test", attachments: [] });
    expect((await kit.usable(agent, conversation, "greeting"))[0]?.text).toBe("Hello Kai, L-4711 leaves ⟦Day⟧. Test");
    const nameless = await kit.conversation(test.organizationId, shop, undefined);
    expect((await kit.insert(agent, nameless, item.id)).body).toMatchObject({
      text: "Hello there, ⟦Order number⟧ leaves ⟦Day⟧. Test",
    });
  });

  it("S38 what contacts call themselves is never read as a template", async () => {
    const item = await kit.item({ collectionId: shelf.id, title: "Hostile", text: "Hello {{contact.name}}!" });
    const hostile = await kit.conversation(test.organizationId, shop, "{{agent.name}} ⟦x⟧ $& $1 <b>");
    expect((await kit.insert(agent, hostile, item.id)).body).toMatchObject({
      text: "Hello {{agent.name}} [x] $& $1 <b>!",
    });
  });

  it("W135 a reply with a gap is not sent, an internal comment may hold one", async () => {
    const send = (kind: string, text: string) =>
      call("POST", `/conversations/${conversation}/messages`, { id: uuidV7(), kind, text, afterwards: "stay" }, agent);
    expect(await send("reply", "It leaves ⟦Day⟧.")).toMatchObject({
      status: 422,
      body: { error: { code: "placeholder_unfilled", details: { gap: "Day" } } },
    });
    expect((await send("comment", "⟦Day⟧ is unknown")).status).toBe(201);
    expect((await send("reply", "It leaves on Monday.")).status).toBe(201);
  });

  it("W133 uses are counted and announced, once for each insertion", async () => {
    const item = await kit.item({ collectionId: shelf.id, title: "Counted" });
    await Promise.all([1, 2, 3].map(() => kit.insert(agent, conversation, item.id)));
    expect((await call("GET", `/knowledge-items/${item.id}`)).body).toMatchObject({
      uses: 3,
      lastUsedAt: expect.any(String),
    });
    const told = await sql<{ n: number }>`
      select count(*)::int as n from (select type, data from event_inbox union all select type, data from event_log) e
      where type = 'knowledge.inserted' and data ->> 'itemId' = ${item.id} and data ->> 'conversationId' = ${conversation}`.execute(
      test.app.parts.database.system,
    );
    expect(told.rows[0]?.n).toBe(3);
  });

  it("W133 an article is inserted as the link to its page", async () => {
    const item = await kit.item({
      collectionId: shelf.id,
      kind: "article",
      title: "Care",
      text: "# Dust\n\nNo water.",
      published: true,
    });
    expect((await kit.insert(agent, conversation, item.id)).body).toEqual({
      text: `Care: ${item.url}`,
      attachments: [],
    });
    expect((await kit.usable(agent, conversation, "care"))[0]).toMatchObject({
      excerpt: "Dust No water.",
      kind: "article",
    });
  });
});

describe("files of responses", () => {
  it("W130 W133 they join the reply as the agent's own copies, which the response's end does not touch", async () => {
    const file = await kit.file("label.txt", "a label");
    const item = await kit.item({ collectionId: shelf.id, title: "Label", fileIds: [file.id] });
    const { attachments } = insertedItem.parse((await kit.insert(agent, conversation, item.id)).body);
    expect(attachments).toMatchObject([{ name: "label.txt", size: 7, state: "stored" }]);
    const [copy] = attachments;
    const { database } = test.app.parts;
    const keys = await sql<{ file: string }>`
      select file from attachments where id = ${copy?.id} union all select file from knowledge_files where id = ${file.id}`.execute(
      database.system,
    );
    expect(new Set(keys.rows.map((row) => row.file)).size).toBe(2);
    await call("DELETE", `/knowledge-items/${item.id}`);
    const body = { id: uuidV7(), kind: "reply", text: "Here", attachmentIds: [copy?.id], afterwards: "stay" };
    expect((await call("POST", `/conversations/${conversation}/messages`, body, agent)).status).toBe(201);
    expect((await call("GET", `/files/${copy?.id}`, undefined, agent)).body).toBe("a label");
  });

  it("S15 a file shows to Admins and to who may use its response, and cannot run", async () => {
    const file = await kit.file("page.html", "<script>alert(1)</script>");
    const read = (as: TestPerson) => call("GET", `/knowledge-files/${file.id}`, undefined, as);
    expect((await read(agent)).status).toBe(404);
    const own = await kit.collection({ allChannels: false, channelIds: [press] });
    await kit.item({ collectionId: own.id, fileIds: [file.id] });
    expect((await read(agent)).status).toBe(404);
    await call("PATCH", `/knowledge-collections/${own.id}`, { channelIds: [shop] });
    const answer = await read(agent);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/octet-stream");
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment/);
    expect(answer.headers.get("content-security-policy")).toMatch(/sandbox/);
    const stranger = await test.person(await test.organization(), "admin");
    expect((await read(stranger)).status).toBe(404);
  });
});

describe("races", () => {
  /** A file store on which something happens between the copy and the transaction. */
  const filesWith = (meanwhile: () => Promise<unknown>) => {
    const { files } = test.app.parts;
    return {
      ...files,
      put: async (...given: Parameters<typeof files.put>) => {
        const stored = await files.put(...given);
        await meanwhile();
        return stored;
      },
    };
  };

  it("W133 a response that is deleted while it is inserted is not found: nothing is counted, no attachment made", async () => {
    const file = await kit.file("a.txt", "a");
    const item = await kit.item({ collectionId: shelf.id, title: "Vanishing", fileIds: [file.id] });
    const files = filesWith(() => call("DELETE", `/knowledge-items/${item.id}`));
    const { system } = test.app.parts.database;
    const count = async () =>
      (await sql<{ n: number }>`select count(*)::int as n from attachments`.execute(system)).rows[0]?.n;
    const before = await count();
    const inserting = insertItem(ctxOf(agent), { files, publicUrl: "http://x" }, conversation, item.id, "en");
    await expect(inserting).rejects.toMatchObject({ code: "not_found" });
    expect(await count()).toBe(before);
    await call("POST", `/knowledge-items/${item.id}/restoration`);
    expect((await call("GET", `/knowledge-items/${item.id}`)).body).toMatchObject({ uses: 0 });
  });

  it("W133 a response whose files change meanwhile is refused, so that no wrong file goes out", async () => {
    const [one, two] = [await kit.file("1.txt", "1"), await kit.file("2.txt", "2")];
    const item = await kit.item({ collectionId: shelf.id, title: "Swapped", fileIds: [one.id] });
    const files = filesWith(() => call("PATCH", `/knowledge-items/${item.id}`, { fileIds: [two.id] }));
    const inserting = insertItem(ctxOf(agent), { files, publicUrl: "http://x" }, conversation, item.id, "en");
    await expect(inserting).rejects.toMatchObject({ code: "changed_meanwhile" });
    expect((await call("GET", `/knowledge-items/${item.id}`)).body).toMatchObject({ uses: 0 });
  });

  it("W133 many insert while another deletes: each has it or is told, and the count is that of those who had it", async () => {
    const item = await kit.item({ collectionId: shelf.id, title: "Contested" });
    const inserting = Array.from({ length: 12 }, () => kit.insert(agent, conversation, item.id));
    const deleting = call("DELETE", `/knowledge-items/${item.id}`);
    const statuses = (await Promise.all(inserting)).map(({ status }) => status);
    expect((await deleting).status).toBe(204);
    expect(statuses.filter((status) => status !== 201 && status !== 404)).toEqual([]);
    const restored = await call("POST", `/knowledge-items/${item.id}/restoration`);
    expect(restored.body).toMatchObject({ uses: statuses.filter((status) => status === 201).length });
  });
});
