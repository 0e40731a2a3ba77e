import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSearchHouse, type SearchHouse } from "./search.test-kit.ts";

let house: SearchHouse;
beforeAll(async () => {
  house = await openSearchHouse();
});
afterAll(async () => await house?.test.stop());
const search: SearchHouse["search"] = (...asked) => house.search(...asked);
const _found: SearchHouse["found"] = (...asked) => house.found(...asked);
const _indexed = (): Promise<void> => house.indexed();
const _act: SearchHouse["act"] = (...asked) => house.act(...asked);

const HOSTILE = [
  ...[
    "'",
    '"',
    "\\",
    "%",
    "_",
    "\0",
    "a\0b",
    "a & | ! <-> :* ( )",
    "'; drop table messages; --",
    "a:*",
    "!a",
    "(a",
    "a <2> b",
  ],
  ...[
    "\ud800",
    "\u202E\u202D",
    "((((((((((",
    "is:is:is:",
    'topic:"',
    "-",
    "--",
    '-"',
    "before:9999-12-31",
    "after:0001-01-01",
  ],
  ...["before:9999y", "after:0000-00-00", "x".repeat(500), "东".repeat(500), "a ".repeat(250), "-a ".repeat(160)],
  ...["is:vip ".repeat(70), "👩‍👩‍👧‍👦".repeat(20)],
];

describe("hostile texts", () => {
  it.each(HOSTILE.map((q) => [JSON.stringify(q).slice(0, 40), q]))(
    "S26 W136 %s is an ordinary search",
    async (_, q) => {
      const { hits } = await search(q);
      // Nothing but words is looked for: signs alone find nothing, and operators of the database are none here.
      if (!/[\p{L}\p{N}]|\p{Extended_Pictographic}/u.test(q)) expect(hits).toEqual([]);
    },
  );

  it("S26 W136 more than 500 characters are refused with the field's name", async () => {
    const answer = await house.as(house.agent, "GET", `/search?q=${"y".repeat(10_000)}`);
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([400, expect.stringContaining('"q"')]);
    expect((await house.as(house.agent, "GET", "/search")).status).toBe(400);
  });
});
