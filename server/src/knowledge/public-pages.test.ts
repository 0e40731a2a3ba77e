import type { ChannelId, ConversationId, KnowledgeCollectionView, KnowledgeItemView } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp, type TestPerson } from "../testing/test-app.ts";
import { knowledgeKit } from "./knowledge.test-kit.ts";

let test: TestApp;
let kit: ReturnType<typeof knowledgeKit>;
let shelf: KnowledgeCollectionView;
let agent: TestPerson;
let conversation: ConversationId;
beforeAll(async () => {
  test = await startTestApp();
  kit = knowledgeKit(test);
  shelf = await kit.collection();
  const channelId: ChannelId = await test.apiChannel(test.organizationId);
  agent = await test.person(test.organizationId, "agent", { [channelId]: "contributor" });
  conversation = await kit.conversation(test.organizationId, channelId, "Kai Wong");
});
afterAll(async () => await test?.stop());

const pathOf = (url: string | null): string => new URL(url ?? "http://none/").pathname;
const get = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  test.call(method, path, { headers });
const patch = (item: KnowledgeItemView, body: unknown) =>
  test.call("PATCH", `/api/v1/knowledge-items/${item.id}`, { as: test.admin, body });

describe("the page of an article", () => {
  it("W130 S5 a published one is shown to everybody: rendered, cacheable, without script, cookie or person", async () => {
    const article = await kit.item({
      collectionId: shelf.id,
      kind: "article",
      title: "Changing <b>bulbs</b>",
      text: "# Which one?\n\nAn **E14**, see [our shop](https://lumen.example/).",
      locale: "fr",
      published: true,
    });
    expect(article.url).toMatch(/^http:\/\/[^/]+\/articles\/[\w-]{22}\/changing-b-bulbs-b$/);
    const { status, body, headers } = await get(pathOf(article.url));
    expect(status).toBe(200);
    expect(body).toContain("<h1>Changing &lt;b&gt;bulbs&lt;/b&gt;</h1>");
    expect(body).toContain("<h2>Which one?</h2>");
    expect(body).toContain('<html lang="fr">');
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'/,
    );
    expect(headers.get("cache-control")).toBe("public, max-age=60");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("set-cookie")).toBeNull();
    const everything = `${String(body)}${JSON.stringify([...headers])}`;
    for (const hidden of [test.admin.id, test.organizationId, article.id, "Person", "example.org"])
      expect(everything).not.toContain(hidden);
    const again = await get(pathOf(article.url), { "if-none-match": headers.get("etag") ?? "" });
    expect([again.status, again.body]).toEqual([304, undefined]);
    // The same for whoever asks: signed in or not.
    expect((await test.call("GET", pathOf(article.url), { as: test.admin })).body).toBe(body);
  });

  it("W130 unknown, unpublished, deleted and misspelt addresses get the same answer", async () => {
    const draft = await kit.item({ collectionId: shelf.id, kind: "article", title: "Draft" });
    const deleted = await kit.item({ collectionId: shelf.id, kind: "article", title: "Deleted", published: true });
    await test.call("DELETE", `/api/v1/knowledge-items/${deleted.id}`, { as: test.admin });
    const down = await kit.item({ collectionId: shelf.id, kind: "article", title: "Down", published: true });
    expect((await get(pathOf(down.url))).status).toBe(200);
    await patch(down, { published: false });
    const other = await kit.collection();
    const buried = await kit.item({ collectionId: other.id, kind: "article", title: "Buried", published: true });
    await test.call("DELETE", `/api/v1/knowledge-collections/${other.id}`, {
      as: test.admin,
      body: { moveItemsTo: null },
    });
    const answers = await Promise.all(
      [
        `/articles/${"A".repeat(22)}/draft`,
        "/articles/x/y",
        "/articles/%27%20or%201=1/x",
        pathOf(draft.url),
        pathOf(deleted.url),
        pathOf(down.url),
        pathOf(buried.url),
      ].map((path) => get(path)),
    );
    const seen = answers.map(({ status, body, headers }) =>
      JSON.stringify([status, body, [...headers].filter(([name]) => name !== "date")]),
    );
    expect(answers[0]?.status).toBe(404);
    expect(answers[0]?.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(new Set(seen).size).toBe(1);
    // And published again it is back at its own address.
    await patch(down, { published: true });
    expect((await get(pathOf(down.url))).status).toBe(200);
  });

  it("W130 the words of the address may be changed: the former address leads on", async () => {
    const article = await kit.item({ collectionId: shelf.id, kind: "article", title: "Old words", published: true });
    await patch(article, { slug: "new-words" });
    const moved = await get(pathOf(article.url));
    expect(moved.status).toBe(302);
    expect(moved.headers.get("location")).toBe(pathOf(article.url).replace("old-words", "new-words"));
    expect((await get(moved.headers.get("location") ?? "")).status).toBe(200);
    for (const slug of ["Bad Words", "../x", "a--b", "-a", ""])
      expect((await patch(article, { slug })).status, slug).toBe(400);
  });
});

describe("short links", () => {
  const target = "https://lumen.example/shop?x=1&y=ü";
  const opensOf = async (item: KnowledgeItemView) =>
    ((await test.call("GET", `/api/v1/knowledge-items/${item.id}`, { as: test.admin })).body as KnowledgeItemView)
      .links;

  it("W134 links of a response are shortened on our own server, the same for everybody, and openings are counted", async () => {
    const item = await kit.item({ collectionId: shelf.id, text: `See ${target}. Or ${target}`, shortenLinks: true });
    const [link] = item.links;
    expect(item.links).toMatchObject([{ url: target, opens: 0 }]);
    expect(link?.shortUrl).toMatch(/^http:\/\/[^/]+\/l\/[\w-]{16}$/);
    const text = `See ${link?.shortUrl}. Or ${link?.shortUrl}`;
    expect((await kit.insert(agent, conversation, item.id)).body).toMatchObject({ text });
    expect((await kit.insert(agent, conversation, item.id)).body).toMatchObject({ text });
    const path = pathOf(link?.shortUrl ?? null);
    const answer = await get(path);
    expect(answer.status).toBe(302);
    expect(answer.headers.get("location")).toBe(new URL(target).href);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("set-cookie")).toBeNull();
    await Promise.all([get(path), get(path)]);
    // A program that looks before it shows the link.
    expect((await get(path, {}, "HEAD")).status).toBe(302);
    expect(await opensOf(item)).toMatchObject([{ opens: 3 }]);
  });

  it("W134 S51 nothing about who opened one is kept", async () => {
    const columns = await sql<{ name: string }>`
      select column_name as name from information_schema.columns where table_name = 'short_links' order by 1`.execute(
      test.app.parts.database.system,
    );
    expect(columns.rows.map(({ name }) => name)).toEqual([
      "created_at",
      "item_id",
      "last_opened_at",
      "opens",
      "organization_id",
      "token",
      "url",
    ]);
  });

  it("W134 S51 it outlives its response, for contacts have it in their messages; another that is not there says nothing", async () => {
    const item = await kit.item({ collectionId: shelf.id, text: "https://lumen.example/kept", shortenLinks: true });
    const path = pathOf(item.links[0]?.shortUrl ?? null);
    await test.call("DELETE", `/api/v1/knowledge-items/${item.id}`, { as: test.admin });
    expect((await get(path)).status).toBe(302);
    const answers = await Promise.all(
      [`/l/${"A".repeat(16)}`, `/l/${path.slice(3, -1)}`, "/l/%27%3b", "/l/x'--"].map((one) => get(one)),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${String(body)}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
  });

  it("W134 an address with a placeholder is not shortened: it may hold something personal", async () => {
    const text = "https://lumen.example/?for={{contact.first_name}} https://lumen.example/";
    const item = await kit.item({ collectionId: shelf.id, text, shortenLinks: true });
    expect(item.links.map(({ url }) => url)).toEqual(["https://lumen.example/"]);
    const plain = await kit.item({ collectionId: shelf.id, text: "https://lumen.example/" });
    expect(plain.links).toEqual([]);
    expect((await kit.insert(agent, conversation, plain.id)).body).toMatchObject({ text: "https://lumen.example/" });
  });
});
