import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSearchHouse, type SearchHouse } from "./search.test-kit.ts";

let house: SearchHouse;
beforeAll(async () => {
  house = await openSearchHouse();
});
afterAll(async () => await house?.test.stop());
const search: SearchHouse["search"] = (...asked) => house.search(...asked);
const found: SearchHouse["found"] = (...asked) => house.found(...asked);
const indexed = (): Promise<void> => house.indexed();
const act: SearchHouse["act"] = (...asked) => house.act(...asked);

describe("W136 operators", () => {
  it("W136 operators: channel, topic, tag, assignee, state, time and attachment, alone, together and excluded", async () => {
    const topic = (await house.admin("POST", "/topics", { name: "Bad delivery" })).body as { id: string };
    for (const name of ["op1", "op2", "op3"]) await house.writes(name, { text: "operand" });
    await act("op1", "PATCH", "/topics", { add: [topic.id], remove: [] });
    await act("op2", "PUT", "/assignee", { userId: house.agent.id });
    await act("op3", "PUT", "/status", { status: "pending" });
    const op1 = await house.conversationOf("op1");
    await house.as(house.agent, "PATCH", `/contacts/${(await contactOf("op1")) ?? ""}`, { vip: true, version: 1 });
    await indexed();
    // That somebody is a VIP now is a line of the history, too: it comes a moment later, and is read then.
    await expect
      .poll(async () => {
        await house.as(house.agent, "PUT", `/conversations/${op1.id}/read`, { seq: 100 });
        const { body } = await house.as(house.agent, "GET", `/conversations/${op1.id}`);
        return JSON.stringify(body).includes("vip_marked");
      })
      .toBe(true);
    await house.as(house.agent, "PUT", `/conversations/${op1.id}/read`, { seq: 100 });
    for (const [q, names] of [
      ['operand topic:"bad delivery"', ["op1"]],
      ["operand topic:bad", ["op1"]],
      ['operand -topic:"bad delivery"', ["op2", "op3"]],
      ["assignee:me operand", ["op2"]],
      ["operand assignee:test", ["op2"]],
      ["operand is:unassigned", ["op1", "op3"]],
      ["operand assignee:nobody", ["op1", "op3"]],
      ["operand -assignee:nobody", ["op2"]],
      ["operand is:pending", ["op3"]],
      ["operand is:new is:pending", ["op1", "op2", "op3"]],
      ["operand -is:pending", ["op1", "op2"]],
      ["operand is:vip", ["op1"]],
      ["operand -is:vip", ["op2", "op3"]],
      ["operand is:unread", ["op2", "op3"]],
      ["operand channel:shop", ["op1", "op2", "op3"]],
      ["operand channel:API", ["op1", "op2", "op3"]],
      ["operand -channel:shop", []],
      ["operand after:1h", ["op1", "op2", "op3"]],
      ["operand before:1h", []],
      ["operand -before:1h", ["op1", "op2", "op3"]],
      ["operand before:2026-01-01", []],
      ["operand has:attachment", []],
      ["operand -has:attachment", ["op1", "op2", "op3"]],
      ["is:vip", ["op1"]],
      ["assignee:me", ["op2"]],
    ] as const)
      expect(await found(q), q).toEqual(names);
  });

  async function contactOf(name: string): Promise<string | undefined> {
    const { items } = (await house.as(house.agent, "GET", `/contacts?search=${name}`)).body as {
      items: { id: string; name: string }[];
    };
    if (items.length === 0) {
      await house.work();
      return await contactOf(name);
    }
    return items[0]?.id;
  }

  it("W136 a wrong value is told with what it could have been, and nothing is found by it", async () => {
    await house.writes("hint", { text: "hintable" });
    await indexed();
    const wrong = await search("hintable topic:nonsense is:odd before:soon has: channel:press-desk");
    expect(wrong.hits).toEqual([]);
    expect(wrong.problems.map(({ operator, problem }) => [operator, problem])).toEqual([
      ["topic", "unknown"],
      ["is", "unknown"],
      ["before", "not_a_date"],
      ["has", "missing"],
      ["channel", "unknown"],
    ]);
    expect(wrong.problems[1]?.instead).toContain("unassigned");
    expect(wrong.problems[4]?.instead).toEqual(["Shop"]);
  });
});

it("W136 tags of messages and attachments are found by their operators", async () => {
  await house.writes("tagged", { text: "taggable" });
  await house.writes("attached", { text: "taggable" });
  await indexed();
  const messageOf = async (name: string) => {
    const { hits } = await search("taggable");
    return hits.find((hit) => hit.conversation.contact.name === name)?.message.id ?? "";
  };
  const tag = (await house.admin("POST", "/tags", { name: "Été urgent" })).body as { id: string };
  const tagged = await house.as(house.agent, "PATCH", `/messages/${await messageOf("tagged")}/tags`, {
    add: [tag.id],
    remove: [],
  });
  expect(tagged.status).toBe(200);
  const file = await house.test.call("POST", "/api/v1/files?name=a.txt", {
    as: house.agent,
    raw: "hello",
    headers: { "content-type": "text/plain" },
  });
  const attachmentIds = [(file.body as { id: string }).id];
  await act("attached", "POST", "/messages", {
    id: crypto.randomUUID(),
    kind: "comment",
    text: "see taggable",
    attachmentIds,
  });
  await indexed();
  expect(await found("taggable tag:ete")).toEqual(["tagged"]);
  expect(await found('taggable -tag:"été urgent"')).toEqual(["attached"]);
  expect(await found("taggable has:attachment")).toEqual(["attached"]);
  expect(await found("has:attachment")).toEqual(["attached"]);
  expect(await found("taggable -has:attachment")).toEqual(["attached", "tagged"]);
});
