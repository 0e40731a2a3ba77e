import {
  type ChannelId,
  type KnowledgeCollectionView,
  type KnowledgeItemView,
  knowledgeCollectionView,
  knowledgeItemList,
  knowledgeItemView,
  MOST_KNOWLEDGE_ITEMS,
} from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { startTestApp, type TestApp, type TestPerson } from "../testing/test-app.ts";
import { knowledgeKit } from "./knowledge.test-kit.ts";
import { sweepKnowledge } from "./sweep-knowledge.ts";

let test: TestApp;
let kit: ReturnType<typeof knowledgeKit>;
let channelId: ChannelId;
beforeAll(async () => {
  test = await startTestApp();
  kit = knowledgeKit(test);
  channelId = await test.apiChannel(test.organizationId);
});
afterAll(async () => await test?.stop());

const call = (method: string, path: string, body?: unknown, as: TestPerson = test.admin) =>
  test.call(method, `/api/v1${path}`, { as, ...(body === undefined ? {} : { body }) });
const list = async (query: string) => knowledgeItemList.parse((await call("GET", `/knowledge-items?${query}`)).body);
const titles = async (query: string) => (await list(query)).items.map((item) => item.title);
const collections = async (state = "live"): Promise<KnowledgeCollectionView[]> => {
  const answer = await call("GET", `/knowledge-collections?state=${state}`);
  return z.object({ items: z.array(knowledgeCollectionView) }).parse(answer.body).items;
};
async function lastChanges(count: number) {
  const answer = await call("GET", "/settings-changes");
  return z
    .object({
      items: z.array(z.object({ action: z.string(), subject: z.string(), before: z.unknown(), after: z.unknown() })),
    })
    .parse(answer.body)
    .items.slice(0, count);
}

describe("collections", () => {
  it("W130 W131 W132 an Admin adds one for channels and teams and changes it; the log of settings has both", async () => {
    const team = z.object({ id: z.string() }).parse((await call("POST", "/teams", { name: "Workshop" })).body);
    const made = await kit.collection({ name: "Repairs", allChannels: false, channelIds: [channelId] });
    expect(made).toMatchObject({ name: "Repairs", allChannels: false, channelIds: [channelId], onlyTeams: false });
    const body = { onlyTeams: true, teamIds: [team.id], version: made.version };
    const changed = await call("PATCH", `/knowledge-collections/${made.id}`, body);
    expect(changed).toMatchObject({
      status: 200,
      body: { onlyTeams: true, teamIds: [team.id], channelIds: [channelId] },
    });
    expect(await lastChanges(2)).toMatchObject([
      {
        action: "knowledge.collection_edited",
        subject: "Repairs",
        before: { onlyTeams: false },
        after: { onlyTeams: true },
      },
      { action: "knowledge.collection_created", subject: "Repairs", after: { channelIds: [channelId] } },
    ]);
    // The team goes: what was meant for it is nobody's, not everybody's.
    await call("DELETE", `/teams/${team.id}`);
    expect((await collections()).find(({ id }) => id === made.id)).toMatchObject({ onlyTeams: true, teamIds: [] });
  });

  it("W130 names are unique whatever their case, and a change that nobody has seen is refused", async () => {
    const one = await kit.collection({ name: "Delivery" });
    expect((await call("POST", "/knowledge-collections", { ...applies, name: "DELIVERY" })).status).toBe(409);
    expect(
      (await call("PATCH", `/knowledge-collections/${one.id}`, { name: "Ways", version: one.version })).status,
    ).toBe(200);
    const stale = await call("PATCH", `/knowledge-collections/${one.id}`, { name: "Roads", version: one.version });
    expect(stale).toMatchObject({ status: 409, body: { error: { code: "changed_meanwhile" } } });
  });

  it("W131 W132 channels and teams that are not there are not found, and nothing is made", async () => {
    const before = (await collections()).length;
    const foreign = await test.apiChannel(await test.organization());
    for (const wrong of [
      { channelIds: [foreign] },
      { channelIds: [uuidV7()] },
      { onlyTeams: true, teamIds: [uuidV7()] },
    ])
      expect(
        (await call("POST", "/knowledge-collections", { ...applies, allChannels: false, name: "X", ...wrong })).status,
      ).toBe(404);
    expect((await collections()).length).toBe(before);
  });

  it("W130 a deleted one takes its items along and brings them back", async () => {
    const shelf = await kit.collection({ name: "Seasonal" });
    const item = await kit.item({ collectionId: shelf.id, title: "Christmas hours" });
    const earlier = await kit.item({ collectionId: shelf.id, title: "Easter hours" });
    await call("DELETE", `/knowledge-items/${earlier.id}`);
    expect((await call("DELETE", `/knowledge-collections/${shelf.id}`, { moveItemsTo: null })).status).toBe(204);
    expect((await call("GET", `/knowledge-items/${item.id}`)).status).toBe(404);
    expect((await collections("deleted")).map(({ name }) => name)).toContain("Seasonal");
    expect((await call("POST", `/knowledge-collections/${shelf.id}/restoration`)).body).toMatchObject({ itemCount: 1 });
    expect((await call("GET", `/knowledge-items/${item.id}`)).status).toBe(200);
    // What was deleted by itself before stays deleted.
    expect((await call("GET", `/knowledge-items/${earlier.id}`)).status).toBe(404);
    expect((await call("POST", `/knowledge-collections/${shelf.id}/restoration`)).status).toBe(404);
  });

  it("W130 or it leaves its items to another, and has them back when it is restored", async () => {
    const [from, to] = [await kit.collection(), await kit.collection()];
    const item = await kit.item({ collectionId: from.id });
    expect((await call("DELETE", `/knowledge-collections/${from.id}`, { moveItemsTo: from.id })).status).toBe(400);
    expect((await call("DELETE", `/knowledge-collections/${from.id}`, { moveItemsTo: uuidV7() })).status).toBe(404);
    expect((await call("DELETE", `/knowledge-collections/${from.id}`, { moveItemsTo: to.id })).status).toBe(204);
    expect((await call("GET", `/knowledge-items/${item.id}`)).body).toMatchObject({ collectionId: to.id });
    await call("POST", `/knowledge-collections/${from.id}/restoration`);
    expect((await call("GET", `/knowledge-items/${item.id}`)).body).toMatchObject({ collectionId: from.id });
  });

  it("W130 a name that was taken meanwhile stands in the way of restoring, and says so", async () => {
    const gone = await kit.collection({ name: "Twice" });
    await call("DELETE", `/knowledge-collections/${gone.id}`, { moveItemsTo: null });
    await kit.collection({ name: "twice" });
    const answer = await call("POST", `/knowledge-collections/${gone.id}/restoration`);
    expect(answer).toMatchObject({ status: 409, body: { error: { code: "already_exists" } } });
  });
});

describe("responses and articles", () => {
  let shelf: KnowledgeCollectionView;
  beforeAll(async () => {
    shelf = await kit.collection({ name: "Items" });
  });

  it("W130 an Admin adds, edits, deletes and restores a response; each step stands in the log with the texts", async () => {
    const made = await kit.item({ collectionId: shelf.id, title: "Refund", text: "Hello {{contact.name|there}}" });
    const body = { text: "Dear {{contact.name|customer}}", version: made.version };
    expect((await call("PATCH", `/knowledge-items/${made.id}`, body)).body).toMatchObject({ text: body.text });
    expect((await call("PATCH", `/knowledge-items/${made.id}`, body)).status).toBe(409);
    expect((await call("DELETE", `/knowledge-items/${made.id}`)).status).toBe(204);
    expect((await call("GET", `/knowledge-items/${made.id}`)).status).toBe(404);
    expect((await call("PATCH", `/knowledge-items/${made.id}`, { title: "x" })).status).toBe(404);
    expect(await titles("state=deleted&search=refund")).toEqual(["Refund"]);
    expect((await call("POST", `/knowledge-items/${made.id}/restoration`)).body).toMatchObject({
      title: "Refund",
      text: body.text,
    });
    expect(await lastChanges(4)).toMatchObject([
      { action: "knowledge.response_restored", subject: "Refund" },
      { action: "knowledge.response_deleted", subject: "Refund" },
      {
        action: "knowledge.response_edited",
        before: { text: "Hello {{contact.name|there}}" },
        after: { text: body.text },
      },
      { action: "knowledge.response_created", subject: "Refund", after: { collection: "Items" } },
    ]);
  });

  it.each([
    ["nothing", { text: " \n " }, "empty"],
    ["too much", { text: "x".repeat(5001) }, "more than 5000 characters"],
    ["a placeholder that there is not", { text: "Hi {{contact.nmae}}" }, "unknown placeholder: contact.nmae"],
  ])("W130 W135 a response with %s is refused at its text", async (_, over, problem) => {
    const body = { kind: "response", collectionId: shelf.id, title: "T", ...over };
    const answer = await call("POST", "/knowledge-items", body);
    expect(answer).toMatchObject({ status: 400, body: { error: { fields: [{ path: "text", problem }] } } });
  });

  it("W130 they are searched by words of title and text, without accents and case, a page at a time", async () => {
    const own = await kit.collection({ name: "Search" });
    const add = (title: string, text: string) => kit.item({ collectionId: own.id, title, text });
    await add("Délai de livraison", "Trois jours ouvrés.");
    await add("Adresse de livraison", "Où livrer ?");
    await add("Abat-jour", "Ivoire ou encre; LIVRAISON comprise.");
    const of = `collectionId=${own.id}`;
    expect(await titles(`${of}&search=livraison`)).toEqual(["Abat-jour", "Adresse de livraison", "Délai de livraison"]);
    expect(await titles(`${of}&search=DELAI+jours`)).toEqual(["Délai de livraison"]);
    expect(await titles(`${of}&search=%25`)).toEqual([]);
    const first = await list(`${of}&limit=2`);
    expect(first.items.map(({ title }) => title)).toEqual(["Abat-jour", "Adresse de livraison"]);
    const second = await list(`${of}&limit=2&after=${first.next}`);
    expect(second).toMatchObject({ items: [{ title: "Délai de livraison" }], next: null });
    expect((await call("GET", `/knowledge-items?after=nonsense`)).status).toBe(400);
  });

  it("W130 files are the uploader's own or the response's; an article has none", async () => {
    const file = await kit.file("price list.txt", "prices");
    const other = await test.person(test.organizationId, "admin");
    const theirs = await knowledgeKit(test, other).file("b.txt", "b");
    const body = { kind: "response", collectionId: shelf.id, title: "Prices", text: "Attached." };
    expect((await call("POST", "/knowledge-items", { ...body, fileIds: [theirs.id] })).status).toBe(404);
    expect((await call("POST", "/knowledge-items", { ...body, kind: "article", fileIds: [file.id] })).status).toBe(400);
    expect((await call("POST", "/knowledge-items", { ...body, fileIds: [file.id, file.id] })).status).toBe(400);
    const made = await kit.item({ ...body, fileIds: [file.id] });
    expect(made.files).toMatchObject([{ name: "price list.txt", size: 6 }]);
    // Taken once, it cannot be taken by another response, and the other Admin keeps it when they edit.
    expect((await call("POST", "/knowledge-items", { ...body, fileIds: [file.id] })).status).toBe(404);
    const edited = await call("PATCH", `/knowledge-items/${made.id}`, { fileIds: [file.id, theirs.id] }, other);
    expect(knowledgeItemView.parse(edited.body).files.map(({ name }) => name)).toEqual(["price list.txt", "b.txt"]);
  });

  it("W130 deleted ones are kept for 30 days, and restoring one brings its collection back", async () => {
    const own = await kit.collection({ name: "Short-lived" });
    const [kept, gone] = [await kit.item({ collectionId: own.id }), await kit.item({ collectionId: own.id })];
    await call("DELETE", `/knowledge-collections/${own.id}`, { moveItemsTo: null });
    const { database } = test.app.parts;
    await sql`update knowledge_items set deleted_at = now() - interval '31 days' where id = ${gone.id}`.execute(
      database.system,
    );
    await sweepKnowledge({ database, now: () => new Date() });
    expect((await call("POST", `/knowledge-items/${gone.id}/restoration`)).status).toBe(404);
    expect((await call("POST", `/knowledge-items/${kept.id}/restoration`)).status).toBe(200);
    expect((await collections()).find(({ id }) => id === own.id)).toMatchObject({ itemCount: 1 });
  });

  it("W130 two Admins who save at the same time: one is told", async () => {
    const made: KnowledgeItemView = await kit.item({ collectionId: shelf.id, title: "Race" });
    const save = (text: string) => call("PATCH", `/knowledge-items/${made.id}`, { text, version: made.version });
    const answers = await Promise.all(["one", "two", "three"].map(save));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  it("I27 there is a limit to how many there are, which restoring keeps too", async () => {
    const { database } = test.app.parts;
    const last = await kit.item({ collectionId: shelf.id });
    await call("DELETE", `/knowledge-items/${last.id}`);
    await sql`
      insert into knowledge_items (organization_id, id, collection_id, kind, title, text, title_key, text_key)
      select ${test.organizationId}, gen_random_uuid(), ${shelf.id}, 'response', 'n' || n, 'x', 'n' || n, 'x'
      from generate_series(1, ${MOST_KNOWLEDGE_ITEMS} - (select count(*)::int from knowledge_items
        where organization_id = ${test.organizationId} and deleted_at is null)) n`.execute(database.system);
    const body = { kind: "response", collectionId: shelf.id, title: "One more", text: "x" };
    expect(await call("POST", "/knowledge-items", body)).toMatchObject({
      status: 409,
      body: { error: { code: "limit_reached" } },
    });
    expect((await call("POST", `/knowledge-items/${last.id}/restoration`)).status).toBe(409);
  });
});

const applies = { allChannels: true, channelIds: [], onlyTeams: false, teamIds: [] };
